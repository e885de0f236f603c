#pragma once

#include <cstdint>
#include <string>

namespace relay {

// "YYYY-MM-DD hh:mm:ss.ffffff" in UTC, of microseconds since the epoch, also before it.
std::string formatUtc(std::int64_t unix_us);

}  // namespace relay
