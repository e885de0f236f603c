#pragma once

#include "config/config.h"
#include "observe/log.h"
#include "upkeep/doctor/finding.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace relay {

struct DoctorContext {
    const Config& config;
    const std::filesystem::path& sql_root;
    Log& log;
    std::optional<std::string> origin;         // to be accepted
    std::function<void(const Finding&)> tell;  // in order, as soon as it is found
    std::function<bool()> is_stopped;
};

// Checks everything between the configuration and a stored event. Each question has a few seconds;
// after one that ClickHouse leaves open, it is not asked any more.
void examine(const DoctorContext& context);

}  // namespace relay
