#include "http/body_reader.h"

#include "http/gzip_inflater.h"

#include <memory>
#include <string_view>

namespace relay {

namespace {

constexpr std::size_t kReadSize = std::size_t{64} * 1024;

using Result = tl::expected<void, Rejection>;

Result readPlain(RequestBody& body, BodyBuffer& text) {
    while (!body.allowsNextRequest()) {
        const auto room = text.room();
        if (!room) {
            return tl::make_unexpected(room.error());
        }
        const auto size = body.read(room->data(), room->size());
        if (!size) {
            return tl::make_unexpected(size.error());
        }
        if (auto result = text.add(*size); !result) {
            return result;
        }
    }
    return {};
}

Result readGzip(RequestBody& body, std::size_t max_bytes, BodyBuffer& text) {
    GzipInflater inflater;
    const auto piece = std::make_unique_for_overwrite<char[]>(kReadSize);
    while (!body.allowsNextRequest()) {
        const auto size = body.read(piece.get(), kReadSize);
        if (!size) {
            return tl::make_unexpected(size.error());
        }
        if (body.received() > max_bytes) {
            return tl::make_unexpected(Rejection::kBodyTooLarge);
        }
        const auto keep = [&text](std::string_view bytes) { return text.append(bytes); };
        if (auto result = inflater.add({piece.get(), *size}, keep); !result) {
            return result;
        }
    }
    return inflater.isComplete() ? Result() : tl::make_unexpected(Rejection::kUndecodableGzip);
}

}  // namespace

tl::expected<BodyBuffer, Rejection>
readBody(RequestBody& body, const BodyLimits& limits, MemoryReservation& reservation) {
    BodyBuffer text(limits.max_bytes, reservation);
    const auto result =
        limits.is_gzip ? readGzip(body, limits.max_bytes, text) : readPlain(body, text);
    if (!result) {
        return tl::make_unexpected(result.error());
    }
    return text;
}

}  // namespace relay
