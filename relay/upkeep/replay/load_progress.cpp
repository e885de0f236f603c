#include "upkeep/replay/load_progress.h"

#include <algorithm>
#include <string>
#include <utility>

namespace relay {

namespace {

constexpr double kSecondsPerMinute = 60;
constexpr double kMinutesPerHour = 60;
constexpr double kTooMany = 120;  // of a unit

std::string timeText(double seconds) {
    const auto whole = [](double number) { return std::to_string(static_cast<long>(number)); };
    if (seconds < kTooMany) {
        return whole(seconds) + " s";
    }
    const auto minutes = seconds / kSecondsPerMinute;
    return minutes < kTooMany ? whole(minutes) + " min" : whole(minutes / kMinutesPerHour) + " h";
}

}  // namespace

LoadProgress::LoadProgress(std::optional<std::uint64_t> file_bytes, ProgressOutput output)
    : file_bytes_(file_bytes),
      now_(output.now),
      begin_(now_()),
      bar_("loading", file_bytes, std::move(output)) {}

void LoadProgress::show(std::uint64_t lines, std::uint64_t bytes) {
    const std::chrono::duration<double> elapsed = now_() - begin_;
    const auto seconds = std::max(elapsed.count(), 0.001);
    auto text = std::to_string(lines) + " lines, " +
                std::to_string(static_cast<std::uint64_t>(static_cast<double>(lines) / seconds)) +
                " lines/s";
    if (file_bytes_ && bytes != 0) {
        const auto left = *file_bytes_ - std::min(*file_bytes_, bytes);
        text += ", ";
        text += timeText(seconds * static_cast<double>(left) / static_cast<double>(bytes));
        text += " left";
    }
    bar_.show(bytes, text);
}

}  // namespace relay
