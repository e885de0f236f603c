#include "process_usage.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace bench {

namespace {

constexpr double kMicroseconds = 1e6;
constexpr double kKibibytesPerMebibyte = 1024;
constexpr int kFieldsBetweenParentAndTimes = 9;

struct Stat {
    pid_t parent = 0;
    double ticks = 0;
};

// "pid (name) state ppid … utime stime …"; the name may hold anything.
Stat readStat(const std::filesystem::path& process) {
    std::ifstream file(process / "stat");
    std::string text;
    std::getline(file, text);
    std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 1)));
    Stat stat;
    std::string skipped;
    fields >> skipped >> stat.parent;
    for (int i = 0; i < kFieldsBetweenParentAndTimes; ++i) {
        fields >> skipped;
    }
    double user = 0;
    double system = 0;
    fields >> user >> system;
    stat.ticks = user + system;
    return stat;
}

double statusMebibytes(pid_t pid, const std::string& name) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(name + ":")) {
            return std::stod(line.substr(name.size() + 1)) / kKibibytesPerMebibyte;
        }
    }
    throw std::runtime_error("no " + name + " of process " + std::to_string(pid));
}

}  // namespace

double cpuMicroseconds(pid_t pid) {
    double ticks = readStat("/proc/" + std::to_string(pid)).ticks;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const auto stat = readStat(entry.path());
        ticks += stat.parent == pid ? stat.ticks : 0;
    }
    return ticks * kMicroseconds / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double residentMebibytes(pid_t pid) {
    return statusMebibytes(pid, "VmRSS");
}

double peakMebibytes(pid_t pid) {
    return statusMebibytes(pid, "VmHWM");
}

}  // namespace bench
