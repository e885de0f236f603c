#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

namespace component {

// The relay executable as a child, with an environment of its own. Killed at the end if it still
// runs.
class RelayProgram {
public:
    RelayProgram(
        const std::vector<std::string>& arguments,
        const std::map<std::string, std::string>& environment
    );
    ~RelayProgram();
    RelayProgram(const RelayProgram&) = delete;
    RelayProgram& operator=(const RelayProgram&) = delete;

    // Waits for the line that tells the port; 0 if the output ends before.
    std::uint16_t waitForPort();

    // False if the output ends before it has this text.
    bool waitForOutput(const std::string& text);

    void signal(int number) const;

    // Waits for the end. -1 if it did not exit by itself.
    int waitForExit();

    // All of standard output and standard error that was read while waiting.
    std::string output();

private:
    bool readMore();

    pid_t pid_ = -1;
    int pipe_ = -1;
    std::string output_;
};

}  // namespace component
