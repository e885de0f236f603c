#pragma once

#include "batches.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

namespace chaos {

// Whom to send to, and until when.
struct Target {
    std::string url;
    Batches& batches;
    const std::atomic<bool>& is_over;
};

// Sends batch after batch until there is none left or it is over. Of each five clients one sends
// the same bytes until they are acknowledged, one sends once, one sends slowly, one cuts a body off
// and then sends it whole, and one leaves before the reply.
void runClient(const Target& target, std::size_t number, std::uint64_t seed);

}  // namespace chaos
