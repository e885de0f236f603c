#include "endpoints/body_reader.h"

#include "endpoints/refusal.h"
#include "http/gzip_reader.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace relay {

namespace {

constexpr std::string_view kGzipMagic = "\x1f\x8b";

// A body whose first bytes may be looked at before they are read.
class PeekedBody {
public:
    explicit PeekedBody(http::RequestBody& body) : body_(body) {}

    tl::expected<bool, http::Error> startsWith(std::string_view text) {
        while (peeked_.size() < text.size()) {
            char byte = '\0';
            const auto size = body_.read(&byte, 1);
            if (!size) {
                return tl::make_unexpected(size.error());
            }
            if (*size == 0) {
                return false;
            }
            peeked_ += byte;
        }
        return peeked_ == text;
    }

    tl::expected<std::size_t, http::Error> read(char* target, std::size_t size) {
        if (peeked_.empty()) {
            return body_.read(target, size);
        }
        const auto count = std::min(size, peeked_.size());
        std::copy_n(peeked_.data(), count, target);
        peeked_.erase(0, count);
        return count;
    }

private:
    http::RequestBody& body_;
    std::string peeked_;
};

tl::expected<void, Rejection> readInto(
    BodyBuffer& text,
    const http::ByteSource& source,
    const http::RequestBody& body,
    std::size_t max_bytes
) {
    while (true) {
        const auto room = text.room();
        if (!room) {
            return tl::make_unexpected(room.error());
        }
        const auto size = source(room->data(), room->size());
        if (!size) {
            return tl::make_unexpected(rejectionOf(size.error()));
        }
        if (body.received() > max_bytes) {
            return tl::make_unexpected(Rejection::kBodyTooLarge);
        }
        if (*size == 0) {
            return {};
        }
        if (auto added = text.add(*size); !added) {
            return added;
        }
    }
}

}  // namespace

tl::expected<BodyBuffer, Rejection>
readBody(http::RequestBody& body, const BodyLimits& limits, MemoryReservation& reservation) {
    BodyBuffer text(limits.max_bytes, reservation);
    PeekedBody peeked(body);
    const auto is_gzip_magic = peeked.startsWith(kGzipMagic);
    if (!is_gzip_magic) {
        return tl::make_unexpected(rejectionOf(is_gzip_magic.error()));
    }
    const http::ByteSource plain = [&peeked](char* target, std::size_t size) {
        return peeked.read(target, size);
    };
    tl::expected<void, Rejection> result;
    if (limits.is_gzip || *is_gzip_magic) {
        http::GzipReader inflated(plain);
        const auto source = [&inflated](char* target, std::size_t size) {
            return inflated.read(target, size);
        };
        result = readInto(text, source, body, limits.max_bytes);
    } else {
        result = readInto(text, plain, body, limits.max_bytes);
    }
    if (!result) {
        return tl::make_unexpected(result.error());
    }
    return text;
}

}  // namespace relay
