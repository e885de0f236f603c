#include "crash_step.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace pipeline {

CrashStep::CrashStep()
    : file_(std::filesystem::temp_directory_path() / ("crash_step_" + std::to_string(getpid()))) {}

CrashStep::~CrashStep() {
    std::error_code ignored;  // a test's leftovers must not hide its result
    std::filesystem::remove(file_, ignored);
}

void CrashStep::set(int step) const {
    std::ofstream(file_) << step;
}

void CrashStep::clear() const {
    std::filesystem::remove(file_);
}

std::map<std::string, std::string> CrashStep::environment() const {
    return {{"LD_PRELOAD", CRASH_POINTS}, {"CRASH_FILE", file_}};
}

}  // namespace pipeline
