#pragma once

#include "upkeep/scripts/progress_bar.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

namespace relay {

// How far the load of a file is: lines, lines a second and the time left. Of standard input nobody
// knows the size, and so neither the share nor the time left.
class LoadProgress {
public:
    explicit LoadProgress(
        std::optional<std::uint64_t> file_bytes,
        ProgressOutput output = ProgressOutput::standardError()
    );

    // What has been read from the file and stored.
    void show(std::uint64_t lines, std::uint64_t bytes);

    // Before something else is written to the terminal.
    void breakLine() { bar_.breakLine(); }

private:
    std::optional<std::uint64_t> file_bytes_;
    std::function<std::chrono::steady_clock::time_point()> now_;
    std::chrono::steady_clock::time_point begin_;
    ProgressBar bar_;
};

}  // namespace relay
