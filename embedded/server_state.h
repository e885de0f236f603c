#pragma once

#include "authentication.h"
#include "engine.h"
#include "session_reaper.h"

#include <string>

namespace embedded {

// What all requests share.
struct ServerState {
    Engine& engine;
    Sessions& sessions;
    Credentials account;
    std::string display_name;
};

}  // namespace embedded
