#pragma once

#include "http/chunked_body.h"

#include <algorithm>
#include <cstring>
#include <string>

// What a client has sent, in pieces of at most `piece` bytes; then the connection ends.
struct Wire {
    std::string bytes;
    std::size_t piece = 1'000'000;

    relay::ReceiveBytes receiver() {
        return
            [this](char* target, std::size_t size) -> tl::expected<std::size_t, relay::Rejection> {
                if (bytes.empty()) {
                    return tl::make_unexpected(relay::Rejection::kIncompleteBody);
                }
                const auto count = std::min({size, bytes.size(), piece});
                std::memcpy(target, bytes.data(), count);
                bytes.erase(0, count);
                return count;
            };
    }
};
