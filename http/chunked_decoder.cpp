#include "http/chunked_decoder.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace http {

namespace {

constexpr std::size_t kMaxLineBytes = 1024;
constexpr std::size_t kMaxSizeDigits = 8;
constexpr std::size_t kMaxTrailers = 32;
constexpr std::string_view kHexDigits = "0123456789abcdefABCDEF";

tl::unexpected<Error> malformed() {
    return tl::make_unexpected(Error::kMalformed);
}

// A chunk's first line: hexadecimal digits, then perhaps extensions, each behind a semicolon.
std::optional<std::uint64_t> parseChunkSize(std::string_view line) {
    const auto digits = line.substr(0, line.find_first_not_of(kHexDigits));
    if (digits.empty() || digits.size() > kMaxSizeDigits) {
        return std::nullopt;
    }
    const auto rest = line.substr(digits.size());
    const auto extension = rest.find_first_not_of(" \t");
    const bool has_extension = extension != std::string_view::npos && rest[extension] == ';';
    if (!rest.empty() && !has_extension) {
        return std::nullopt;
    }
    std::uint64_t size = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    return size;
}

}  // namespace

ChunkedDecoder::ChunkedDecoder(ByteSource receive) : receive_(std::move(receive)) {}

tl::expected<std::size_t, Error> ChunkedDecoder::read(char* target, std::size_t size) {
    if (left_ == 0 && !is_consumed_) {
        if (auto started = startChunk(); !started) {
            return tl::make_unexpected(started.error());
        }
    }
    if (is_consumed_) {
        return 0U;
    }
    const auto received = receive_(target, std::min<std::uint64_t>(size, left_));
    if (!received) {
        return received;
    }
    left_ -= *received;
    if (left_ == 0) {
        if (auto ended = endChunk(); !ended) {
            return tl::make_unexpected(ended.error());
        }
    }
    return received;
}

tl::expected<void, Error> ChunkedDecoder::startChunk() {
    const auto line = readLine();
    if (!line) {
        return tl::make_unexpected(line.error());
    }
    const auto size = parseChunkSize(*line);
    if (!size) {
        return malformed();
    }
    left_ = *size;
    return left_ == 0 ? skipTrailers() : tl::expected<void, Error>();
}

tl::expected<void, Error> ChunkedDecoder::endChunk() {
    const auto line = readLine();
    if (!line) {
        return tl::make_unexpected(line.error());
    }
    return line->empty() ? tl::expected<void, Error>() : malformed();
}

tl::expected<void, Error> ChunkedDecoder::skipTrailers() {
    for (std::size_t count = 0; count <= kMaxTrailers; ++count) {
        const auto line = readLine();
        if (!line) {
            return tl::make_unexpected(line.error());
        }
        if (line->empty()) {
            is_consumed_ = true;
            return {};
        }
        if (line->find(':') == std::string::npos) {
            return malformed();
        }
    }
    return malformed();
}

// A line without its CRLF. Neither character may stand alone: parsers disagree on what that means.
tl::expected<std::string, Error> ChunkedDecoder::readLine() {
    std::string line;
    while (!line.ends_with("\r\n")) {
        char next = '\0';
        if (const auto received = receive_(&next, 1); !received) {
            return tl::make_unexpected(received.error());
        }
        const bool is_after_cr = line.ends_with('\r');
        if (line.size() >= kMaxLineBytes || is_after_cr != (next == '\n')) {
            return malformed();
        }
        line += next;
    }
    line.resize(line.size() - 2);
    return line;
}

}  // namespace http
