#pragma once

#include "engine.h"

#include <string>

namespace embedded {

// What a session keeps. All its queries run under one marker (engine_settings.h): there is one at a
// time.
struct SessionConnection {
    EngineConnection connection;
    std::string marker;
};

}  // namespace embedded
