#include "http/request_reader.h"

#include "http/ascii.h"
#include "text/trim.h"

#include <algorithm>
#include <charconv>

namespace relay {

namespace {

constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
using Result = tl::expected<void, Rejection>;

tl::unexpected<Rejection> malformed() {
    return tl::make_unexpected(Rejection::kMalformedRequest);
}

// RFC 9110 section 5.6.2. Also keeps out "Content-Length :", which some servers honour.
bool isToken(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               kMarks.find(c) != std::string_view::npos;
    });
}

Result readFraming(Request& request) {
    const auto encoding = request.header("transfer-encoding");
    const auto length = request.header("content-length");
    if (encoding && length) {
        return tl::make_unexpected(Rejection::kAmbiguousLength);
    }
    if (encoding) {
        request.is_chunked = toLowerAscii(*encoding) == "chunked";
        return request.is_chunked && !request.is_http_10 ? Result{} : malformed();
    }
    if (length) {
        std::uint64_t value = 0;
        const auto* end = length->data() + length->size();
        const auto [stop, error] = std::from_chars(length->data(), end, value);
        if (error != std::errc{} || stop != end) {
            return malformed();
        }
        request.content_length = value;
    }
    return {};
}

}  // namespace

tl::expected<Request, Rejection> readRequest(const Poco::Net::HTTPRequest& source) {
    Request request;
    request.method = source.getMethod();
    request.is_http_10 = source.getVersion() == "HTTP/1.0";
    const auto& target = source.getURI();
    const auto question_mark = target.find('?');
    request.path = target.substr(0, question_mark);
    if (question_mark != std::string::npos) {
        request.query = target.substr(question_mark + 1);
    }
    for (const auto& [name, value] : source) {
        if (!isToken(name)) {
            return malformed();
        }
        const auto text = trim(value);
        const auto [entry, is_new] = request.headers.try_emplace(toLowerAscii(name), text);
        if (!is_new) {
            entry->second.append(", ").append(text);
        }
    }
    if (auto result = readFraming(request); !result) {
        return tl::make_unexpected(result.error());
    }
    return request;
}

}  // namespace relay
