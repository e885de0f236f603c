#include "http/head_parser.h"

#include "http/text.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace http {

namespace {

using Result = tl::expected<void, Error>;

constexpr std::string_view kLineEnd = "\r\n";

tl::unexpected<Error> malformed() {
    return tl::make_unexpected(Error::kMalformed);
}

// Bytes that are no ASCII should be escaped, but people type them, and they mislead nobody.
bool isTargetByte(char c) {
    return static_cast<unsigned char>(c) > ' ' && c != '\x7f';
}

// RFC 9112 section 3.2: a path, or a whole URL, whose authority is of no interest here.
void readTarget(std::string_view target, Request& request) {
    const auto scheme_end = target.find("://");
    if (!target.starts_with('/') && scheme_end != std::string_view::npos) {
        target.remove_prefix(std::min(target.find_first_of("/?", scheme_end + 3), target.size()));
    }
    const auto question_mark = target.find('?');
    const auto path = target.substr(0, question_mark);
    request.path = path.empty() ? "/" : path;
    if (question_mark != std::string_view::npos) {
        request.query = target.substr(question_mark + 1);
    }
}

Result readRequestLine(std::string_view line, Request& request) {
    const auto method_end = line.find(' ');
    const auto target_end = line.rfind(' ');
    if (method_end == std::string_view::npos || method_end + 1 >= target_end) {
        return malformed();
    }
    const auto method = line.substr(0, method_end);
    const auto target = line.substr(method_end + 1, target_end - method_end - 1);
    const auto version = line.substr(target_end + 1);
    request.is_http_10 = version == "HTTP/1.0";
    if (!isToken(method) || !std::all_of(target.begin(), target.end(), isTargetByte) ||
        (version != "HTTP/1.1" && !request.is_http_10)) {
        return malformed();
    }
    request.method = method;
    readTarget(target, request);
    return {};
}

Result readField(std::string_view line, Request& request) {
    const auto colon = line.find(':');
    // Refuses a blank before the colon, too, or at the start (an obsolete fold).
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon))) {
        return malformed();
    }
    const auto value = trimBlanks(line.substr(colon + 1));
    if (value.find_first_of(std::string_view("\0\r\n", 3)) != std::string_view::npos) {
        return malformed();
    }
    const auto name = toLowerAscii(line.substr(0, colon));
    const auto [entry, is_new] = request.headers.try_emplace(name, value);
    if (!is_new) {
        if (name == "host") {
            return malformed();
        }
        entry->second.append(", ").append(value);
    }
    return {};
}

// RFC 9112 section 6.3.
Result readFraming(Request& request) {
    const auto encoding = request.header("transfer-encoding");
    const auto length = request.header("content-length");
    if (encoding && length) {
        return tl::make_unexpected(Error::kAmbiguousLength);
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

Result parseHead(std::string_view head, Request& request) {
    bool is_request_line = true;
    for (auto end = head.find(kLineEnd); end != 0; end = head.find(kLineEnd)) {
        if (end == std::string_view::npos) {
            return malformed();
        }
        const auto line = head.substr(0, end);
        if (auto read = is_request_line ? readRequestLine(line, request) : readField(line, request);
            !read) {
            return read;
        }
        is_request_line = false;
        head.remove_prefix(end + kLineEnd.size());
    }
    if (is_request_line || (!request.is_http_10 && !request.header("host"))) {
        return malformed();
    }
    return readFraming(request);
}

}  // namespace http
