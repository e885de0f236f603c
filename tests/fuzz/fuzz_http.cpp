#include "check.h"
#include "http/gzip_reader.h"
#include "http/head_parser.h"
#include "http/head_splitter.h"
#include "http/request_body.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace {

constexpr std::size_t kMaxHead = 4096;
constexpr std::size_t kPiece = 512;

// A connection whose bytes come in pieces of one size.
class Connection {
public:
    Connection(std::string_view bytes, std::size_t piece) : bytes_(bytes), piece_(piece) {}

    tl::expected<std::string, http::Error> readHead() {
        while (true) {
            auto head = splitter_.takeHead();
            if (!head) {
                return tl::make_unexpected(head.error());
            }
            if (*head) {
                return **head;
            }
            if (!receive()) {
                return tl::make_unexpected(http::Error::kIncomplete);
            }
        }
    }

    tl::expected<std::size_t, http::Error> readBody(char* target, std::size_t size) {
        if (splitter_.buffered() == 0 && !receive()) {
            return tl::make_unexpected(http::Error::kIncomplete);
        }
        return splitter_.takeBody(target, size);
    }

private:
    bool receive() {
        const auto size = std::min(piece_, bytes_.size());
        splitter_.add(bytes_.substr(0, size));
        bytes_.remove_prefix(size);
        return size > 0;
    }

    std::string_view bytes_;
    std::size_t piece_;
    http::HeadSplitter splitter_{kMaxHead};
};

// Everything of a body, or of what is inflated out of it; of one that is broken, only how.
std::string readAll(const http::ByteSource& source) {
    std::string text;
    while (true) {
        std::array<char, kPiece> piece{};
        const auto size = source(piece.data(), piece.size());
        if (!size) {
            return "|error " + std::to_string(static_cast<int>(size.error()));
        }
        fuzz::check(*size <= piece.size(), "no more bytes than asked for");
        if (*size == 0) {
            return text + "|end";
        }
        text.append(piece.data(), *size);
        if (text.size() > 1'000'000) {
            return text + "|long";
        }
    }
}

void checkHead(const http::Request& request) {
    fuzz::check(!request.method.empty(), "a request has a method");
    fuzz::check(!request.path.empty(), "a request has a path");
    fuzz::check(request.path.find('?') == std::string::npos, "a path ends before its query");
    fuzz::check(!request.is_chunked || !request.content_length, "a body has one end");
    fuzz::check(request.is_http_10 || request.header("host").has_value(), "a host is named");
    for (const auto& [name, value] : request.headers) {
        fuzz::check(value.find_first_of("\r\n") == std::string::npos, "a value is one line");
        fuzz::check(!name.empty(), "a field has a name");
    }
}

// All requests of a connection and how it ends, as text.
std::string serve(std::string_view bytes, std::size_t piece) {
    Connection connection(bytes, piece);
    std::string log;
    while (true) {
        const auto head = connection.readHead();
        http::Request request;
        const auto parsed =
            head.and_then([&](const auto& text) { return http::parseHead(text, request); });
        if (!parsed) {
            return log + "refused " + std::to_string(static_cast<int>(parsed.error()));
        }
        checkHead(request);
        http::RequestBody body(request, {nullptr, [&](char* target, std::size_t size) {
                                             return connection.readBody(target, size);
                                         }});
        log += request.method + " " + request.path + " " + request.query + "\n";
        log += readAll([&](char* target, std::size_t size) { return body.read(target, size); });
        if (!body.isConsumed()) {
            return log;
        }
        fuzz::check(
            !request.content_length || body.received() == *request.content_length,
            "a consumed body has its length"
        );
    }
}

std::string inflate(std::string_view bytes, std::size_t piece) {
    http::GzipReader reader([&](char* target, std::size_t size) {
        const auto count = std::min({size, piece, bytes.size()});
        std::copy_n(bytes.data(), count, target);
        bytes.remove_prefix(count);
        return tl::expected<std::size_t, http::Error>(count);
    });
    return readAll([&](char* target, std::size_t size) { return reader.read(target, size); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // an exact copy on the heap, so that reading past its end is noticed
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    fuzz::check(serve(bytes, 1) == serve(bytes, size + 1), "pieces do not change the requests");
    fuzz::check(inflate(bytes, 1) == inflate(bytes, size + 1), "pieces do not change the text");
    return 0;
}
