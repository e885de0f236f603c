#include "upkeep/doctor/server_state.h"

#include "clickhouse/clock.h"

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace relay {

namespace {

constexpr std::pair kOldestVersion{26U, 3U};
constexpr std::uint64_t kScarcePercent = 10;
constexpr std::uint64_t kFullPercent = 1;
constexpr std::uint64_t kGigabyte = 1'000'000'000;

std::uint64_t numberIn(std::string_view text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::uint64_t percentOf(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 100
                      : static_cast<std::uint64_t>(
                            100.0 * static_cast<double>(part) / static_cast<double>(whole)
                        );
}

}  // namespace

Finding judgeVersion(const std::string& version) {
    Finding finding{FindingState::kOk, "version", "ClickHouse " + version, {}};
    const auto dot = version.find('.');
    const auto minor = dot == std::string::npos ? "" : version.substr(dot + 1);
    if (std::pair{numberIn(version), numberIn(minor)} <
        std::pair<std::uint64_t, std::uint64_t>(kOldestVersion)) {
        finding.state = FindingState::kWrong;
        finding.remedy = "Use 26.3 or newer: docs/install.md.";
    }
    return finding;
}

Finding judgeClock(std::chrono::microseconds difference) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(difference).count();
    const auto size = std::to_string(std::abs(seconds)) + " s";
    if (std::chrono::abs(difference) <= kMaxClockDifference) {
        return {
            FindingState::kOk,
            "clock",
            "no more than " + std::to_string(std::abs(seconds) + 1) + " s apart",
            {}};
    }
    return {
        FindingState::kWarning,
        "clock",
        "ClickHouse is " + size + (seconds > 0 ? " ahead of" : " behind") + " this machine",
        "Let both follow the same time servers: events carry the time of the relay."};
}

Finding judgeDisks(const std::vector<Row>& disks) {
    Finding finding{FindingState::kOk, "disk", {}, {}};
    for (const auto& disk : disks) {
        const auto free = numberIn(disk.at(1));
        const auto percent = percentOf(free, numberIn(disk.at(2)));
        finding.text += (finding.text.empty() ? "" : ", ") + disk.at(0) + ": " +
                        std::to_string(free / kGigabyte) + " GB left, " + std::to_string(percent) +
                        " %";
        if (percent < kFullPercent) {
            finding.state = FindingState::kWrong;
        } else if (percent < kScarcePercent && finding.state == FindingState::kOk) {
            finding.state = FindingState::kWarning;
        }
    }
    if (finding.state != FindingState::kOk) {
        finding.remedy = "Make room, or add a disk: inserts fail when it is full.";
    }
    return finding;
}

Finding judgeParts(const std::vector<Row>& partitions) {
    Finding finding{FindingState::kOk, "parts", "none", {}};
    if (partitions.empty()) {
        return finding;
    }
    const auto& most = partitions.front();
    const auto parts = numberIn(most.at(2));
    finding.text = "at most " + most.at(2) + " in a partition (" + most.at(0) + ", " + most.at(1) +
                   "); inserts wait from " + most.at(3) + " on";
    if (parts * 2 < numberIn(most.at(3))) {
        return finding;
    }
    finding.state = parts < numberIn(most.at(4)) ? FindingState::kWarning : FindingState::kWrong;
    finding.remedy =
        "Merges lag behind: see system.merges, the disk's speed, and mutations that "
        "do not end.";
    return finding;
}

}  // namespace relay
