#pragma once

#include <cstdint>
#include <string>

namespace relay {

enum class FindingState : std::uint8_t { kOk, kWarning, kWrong, kSkipped };

// What one check of `relay doctor` found, and what to do about it.
struct Finding {
    FindingState state;
    std::string subject;
    std::string text;
    std::string remedy;
};

}  // namespace relay
