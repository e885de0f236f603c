#include "endpoints/body_reader.h"

#include "endpoints/refusal.h"
#include "http/gzip_reader.h"

namespace relay {

namespace {

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
    const http::ByteSource plain = [&body](char* target, std::size_t size) {
        return body.read(target, size);
    };
    tl::expected<void, Rejection> result;
    if (limits.is_gzip) {
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
