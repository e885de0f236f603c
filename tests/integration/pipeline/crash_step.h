#pragma once

#include <map>
#include <string>

namespace pipeline {

// The step of storing at which ClickHouse is to die, as crash_points.cpp reads it. None at first.
class CrashStep {
public:
    CrashStep();
    ~CrashStep();
    CrashStep(const CrashStep&) = delete;
    CrashStep& operator=(const CrashStep&) = delete;

    // Counted from when a process of ClickHouse first finds one.
    void set(int step) const;
    void clear() const;

    // What ClickHouse has to be started with.
    [[nodiscard]] std::map<std::string, std::string> environment() const;

private:
    std::string file_;
};

}  // namespace pipeline
