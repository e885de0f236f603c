#include "http/body_reader.h"

#include "http/gzip_inflater.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace relay {

namespace {

constexpr std::size_t kReadSize = std::size_t{64} * 1024;

// A text that grows within a limit and within what can be reserved.
class BoundedText {
public:
    BoundedText(std::size_t limit, MemoryReservation& reservation)
        : limit_(limit), reservation_(reservation) {}

    tl::expected<void, Rejection> append(std::string_view bytes) {
        if (bytes.size() > limit_ - text_.size()) {
            return tl::make_unexpected(Rejection::kBodyTooLarge);
        }
        const auto needed = text_.size() + bytes.size();
        if (needed > reserved_) {
            const auto target = std::min(limit_, std::max({needed, 2 * reserved_, kReadSize}));
            if (!reservation_.tryGrow(target - reserved_)) {
                return tl::make_unexpected(Rejection::kBufferFull);
            }
            reserved_ = target;
            text_.reserve(target);
        }
        text_.append(bytes);
        return {};
    }

    std::string take() { return std::move(text_); }

private:
    const std::size_t limit_;
    MemoryReservation& reservation_;
    std::string text_;
    std::size_t reserved_ = 0;
};

tl::expected<void, Rejection>
forEachPiece(RequestBody& body, std::size_t max_bytes, const ByteSink& sink) {
    std::vector<char> piece(kReadSize);
    std::size_t total = 0;
    for (;;) {
        const auto size = body.read(piece.data(), piece.size());
        if (!size) {
            return tl::make_unexpected(size.error());
        }
        if (*size == 0) {
            return {};
        }
        total += *size;
        if (total > max_bytes) {
            return tl::make_unexpected(Rejection::kBodyTooLarge);
        }
        if (auto result = sink({piece.data(), *size}); !result) {
            return result;
        }
    }
}

}  // namespace

tl::expected<std::string, Rejection>
readBody(RequestBody& body, const BodyLimits& limits, MemoryReservation& reservation) {
    BoundedText text(limits.max_bytes, reservation);
    const ByteSink keep = [&text](std::string_view bytes) { return text.append(bytes); };
    if (!limits.is_gzip) {
        return forEachPiece(body, limits.max_bytes, keep).map([&text] { return text.take(); });
    }
    GzipInflater inflater;
    const ByteSink inflate = [&](std::string_view bytes) { return inflater.add(bytes, keep); };
    if (auto result = forEachPiece(body, limits.max_bytes, inflate); !result) {
        return tl::make_unexpected(result.error());
    }
    if (!inflater.isComplete()) {
        return tl::make_unexpected(Rejection::kUndecodableGzip);
    }
    return text.take();
}

}  // namespace relay
