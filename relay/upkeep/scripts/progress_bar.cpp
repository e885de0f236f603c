#include "upkeep/scripts/progress_bar.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <utility>

namespace relay {

namespace {

constexpr std::uint64_t kWidth = 40;
constexpr std::uint64_t kPercentPerLine = 10;
constexpr std::chrono::minutes kLongestSilence{1};

}  // namespace

ProgressOutput ProgressOutput::standardError() {
    return {std::cerr, isatty(STDERR_FILENO) == 1, std::chrono::steady_clock::now};
}

ProgressBar::ProgressBar(
    std::string what,
    std::optional<std::uint64_t> total,
    ProgressOutput output
)
    : what_(std::move(what)), total_(total), output_(std::move(output)), told_at_(output_.now()) {}

ProgressBar::~ProgressBar() {
    breakLine();
}

void ProgressBar::advance(std::uint64_t by) {
    done_ += by;
    show(
        done_,
        std::to_string(done_) + " of " + std::to_string(total_.value_or(0)) + " (" +
            std::to_string(percent()) + " %)"
    );
}

void ProgressBar::show(std::uint64_t done, const std::string& text) {
    done_ = done;
    if (output_.is_terminal) {
        draw(text);
    } else if (isLineDue()) {
        output_.stream << what_ << ": " << text << '\n';
    }
}

void ProgressBar::breakLine() {
    if (std::exchange(drawn_width_, 0) != 0) {
        output_.stream << '\n';
    }
}

std::uint64_t ProgressBar::percent() const {
    const auto total = total_.value_or(0);
    return total == 0 ? 100 : std::min(done_, total) * 100 / total;
}

void ProgressBar::draw(const std::string& text) {
    std::string line = what_;
    if (total_) {
        const std::string bar(percent() * kWidth / 100, '#');
        line.append(" [").append(bar).append(kWidth - bar.size(), '.').append("]");
    }
    line.append(" ").append(text);
    const auto width = line.size();
    line.append(drawn_width_ > width ? drawn_width_ - width : 0, ' ');
    drawn_width_ = width;
    output_.stream << '\r' << line << std::flush;
}

bool ProgressBar::isLineDue() {
    const auto tenths = total_ ? percent() / kPercentPerLine : 0;
    const auto now = output_.now();
    if (tenths == told_tenths_ && now - told_at_ < kLongestSilence) {
        return false;
    }
    told_tenths_ = tenths;
    told_at_ = now;
    return true;
}

}  // namespace relay
