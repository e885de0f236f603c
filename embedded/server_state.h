#pragma once

#include "authentication.h"
#include "engine.h"

#include <string>

namespace embedded {

// What all requests share.
struct ServerState {
    Engine& engine;
    Credentials account;
    std::string display_name;
};

}  // namespace embedded
