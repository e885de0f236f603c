#include "replay/line_source.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace relay {

namespace {

constexpr int kGzipByte = 0x1F;  // the first one; no JSON begins with it
constexpr std::size_t kPieceSize = std::size_t{64} << 10U;

}  // namespace

LineSource::LineSource(std::istream& stream) : stream_(stream) {
    if (stream.peek() == kGzipByte) {
        inflater_.emplace();
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
    stream_.read(piece.data(), piece.size());
    const std::string_view bytes(piece.data(), static_cast<std::size_t>(stream_.gcount()));
    is_at_end_ = stream_.eof();
    if (!stream_ && !is_at_end_) {
        return tl::unexpected(std::string("cannot be read"));
    }
    if (!inflater_) {
        text_ += bytes;
        return {};
    }
    const auto inflated =
        inflater_->add(bytes, [this](std::string_view more) -> tl::expected<void, Rejection> {
            text_ += more;
            return {};
        });
    if (!inflated) {
        return tl::unexpected(std::string("not gzip"));
    }
    if (is_at_end_ && !inflater_->isComplete()) {
        return tl::unexpected(std::string("the gzip text is cut"));
    }
    return {};
}

}  // namespace relay
