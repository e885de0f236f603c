#pragma once

#include "http/byte_source.h"

#include <algorithm>
#include <cstring>
#include <string>

// What a client has sent, in pieces of at most `piece` bytes; then the connection ends.
struct Wire {
    std::string bytes;
    std::size_t piece = 1'000'000;

    http::ByteSource receiver() {
        return [this](char* target, std::size_t size) -> tl::expected<std::size_t, http::Error> {
            if (bytes.empty()) {
                return tl::make_unexpected(http::Error::kIncomplete);
            }
            const auto count = std::min({size, bytes.size(), piece});
            std::memcpy(target, bytes.data(), count);
            bytes.erase(0, count);
            return count;
        };
    }
};
