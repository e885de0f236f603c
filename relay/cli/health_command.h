#pragma once

#include "config/config.h"

#include <cstdint>

namespace relay {

enum class HealthQuestion : std::uint8_t { kLives, kReady };

// `relay health`: asks the relay that serves with the same configuration on this machine, and
// answers in one line. Returns the exit code: 0 yes, 1 no. For containers, which have neither a
// shell nor curl.
int runHealthCommand(const Config& config, HealthQuestion question);

}  // namespace relay
