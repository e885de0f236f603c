#pragma once

#include <chrono>
#include <string>

namespace relay {

// "YYYY-MM-DD", the separator, "hh:mm:ss", and the fraction down to milliseconds or microseconds,
// as the type of `time` has it.
std::string formatUtc(std::chrono::sys_time<std::chrono::milliseconds> time, char separator);
std::string formatUtc(std::chrono::sys_time<std::chrono::microseconds> time, char separator);

}  // namespace relay
