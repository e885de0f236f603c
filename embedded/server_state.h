#pragma once

#include "authentication.h"
#include "engine.h"

#include <atomic>
#include <string>

namespace embedded {

// What all requests share.
struct ServerState {
    Engine& engine;
    Credentials account;
    std::string display_name;
    std::atomic<int> in_flight{0};
    std::atomic<bool> draining{false};
};

}  // namespace embedded
