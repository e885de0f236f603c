#include "event_rules/uuid.h"

#include <nettle/sha1.h>

#include <algorithm>

namespace event_rules {

Uuid uuid5(std::string_view name) {
    sha1_ctx context;
    sha1_init(&context);
    sha1_update(&context, name.size(), reinterpret_cast<const std::uint8_t*>(name.data()));
    std::array<std::uint8_t, SHA1_DIGEST_SIZE> digest{};
    sha1_digest(&context, digest.size(), digest.data());

    Uuid uuid;
    std::copy_n(digest.begin(), uuid.bytes.size(), uuid.bytes.begin());
    uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0FU) | 0x50U);
    uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3FU) | 0x80U);
    return uuid;
}

}  // namespace event_rules
