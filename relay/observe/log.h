#pragma once

#include "config/config.h"

#include <initializer_list>
#include <string_view>
#include <utility>

namespace relay {

using LogFields = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// One line per record on standard error: `2026-01-02T03:04:05.678Z warn message key=value …`. WARN:
// nothing was lost. ERROR: a human is needed. Thread-safe. Never give it a secret.
class Log {
public:
    explicit Log(LogLevel level);

    void fatal(std::string_view message, LogFields fields = {}) {
        write(LogLevel::kFatal, message, fields);
    }

    void error(std::string_view message, LogFields fields = {}) {
        write(LogLevel::kError, message, fields);
    }

    void warn(std::string_view message, LogFields fields = {}) {
        write(LogLevel::kWarn, message, fields);
    }

    void info(std::string_view message, LogFields fields = {}) {
        write(LogLevel::kInfo, message, fields);
    }

    void debug(std::string_view message, LogFields fields = {}) {
        write(LogLevel::kDebug, message, fields);
    }

    // For a record that is costly to make.
    [[nodiscard]] bool isEnabled(LogLevel level) const { return level <= level_; }

private:
    void write(LogLevel level, std::string_view message, LogFields fields);

    LogLevel level_;
};

}  // namespace relay
