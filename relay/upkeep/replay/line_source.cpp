#include "upkeep/replay/line_source.h"

#include <algorithm>
#include <array>
#include <utility>

namespace relay {

namespace {

constexpr int kGzipByte = 0x1F;  // the first one; no JSON begins with it
constexpr std::size_t kPieceSize = std::size_t{64} << 10U;

std::string describe(http::Error error) {
    if (error == http::Error::kTruncatedGzip) {
        return "the gzip text is cut";
    }
    return error == http::Error::kUndecodableGzip ? "not gzip" : "cannot be read";
}

}  // namespace

LineSource::LineSource(std::istream& stream) : stream_(stream) {
    if (stream.peek() == kGzipByte) {
        inflated_.emplace([this](char* target, std::size_t size) {
            return readStream(target, size);
        });
    }
}

tl::expected<std::optional<std::string>, std::string> LineSource::next() {
    auto end = text_.find('\n', begin_);
    while (end == std::string::npos && !is_at_end_) {
        text_.erase(0, std::exchange(begin_, 0));
        const auto searched = text_.size();
        if (auto done = read(); !done) {
            damage_ = done.error();
            is_at_end_ = true;
        }
        end = text_.find('\n', searched);
    }
    if (end == std::string::npos && damage_) {
        return tl::unexpected(*damage_);
    }
    if (end == std::string::npos) {
        if (begin_ == text_.size()) {
            return std::nullopt;
        }
        end = text_.size();
    }
    auto line = text_.substr(begin_, end - begin_);
    begin_ = std::min(end + 1, text_.size());
    return line;
}

tl::expected<void, std::string> LineSource::read() {
    std::array<char, kPieceSize> piece{};
    const auto size = inflated_ ? inflated_->read(piece.data(), piece.size())
                                : readStream(piece.data(), piece.size());
    if (!size) {
        return tl::unexpected(describe(size.error()));
    }
    is_at_end_ = *size == 0;
    text_.append(piece.data(), *size);
    return {};
}

// An error of the stream is kIncomplete.
tl::expected<std::size_t, http::Error> LineSource::readStream(char* target, std::size_t size) {
    stream_.read(target, static_cast<std::streamsize>(size));
    if (!stream_ && !stream_.eof()) {
        return tl::make_unexpected(http::Error::kIncomplete);
    }
    const auto read = static_cast<std::size_t>(stream_.gcount());
    bytes_read_ += read;
    return read;
}

}  // namespace relay
