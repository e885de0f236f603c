#include "maintain/progress_bar.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <string>

namespace relay {

namespace {

constexpr std::uint64_t kWidth = 40;

}  // namespace

ProgressBar::ProgressBar(std::string_view what, std::uint64_t total)
    : what_(what), total_(total), is_terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
    if (is_terminal_) {
        std::cerr << '\n';
    }
}

void ProgressBar::advance(std::uint64_t by) {
    done_ += by;
    show();
}

void ProgressBar::show() {
    const auto shown = std::min(done_, total_);
    const auto percent = total_ == 0 ? 100 : shown * 100 / total_;
    const auto numbers = std::to_string(done_) + " of " + std::to_string(total_) + " (" +
                         std::to_string(percent) + " %)";
    if (!is_terminal_) {
        std::cerr << what_ << ": " << numbers << '\n';
        return;
    }
    const std::string bar(percent * kWidth / 100, '#');
    std::cerr << '\r' << what_ << " [" << bar << std::string(kWidth - bar.size(), '.') << "] "
              << numbers << std::flush;
}

}  // namespace relay
