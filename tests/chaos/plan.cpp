#include "plan.h"

#include <algorithm>
#include <array>
#include <random>

namespace chaos {

namespace {

using std::chrono::milliseconds;

constexpr std::array<std::string_view, 12> kNames{
    "kill relay",
    "stop relay",
    "kill ClickHouse",
    "kill both",
    "kill normalizers",
    "freeze ClickHouse",
    "cut connections",
    "freeze connections",
    "missing normalizer",
    "failing normalizer",
    "full disk",
    "full spool disk"};

constexpr std::size_t kDiskFaults = 2;  // the last of them
constexpr std::size_t kMaxFaults = 4;
constexpr std::size_t kMaxClients = 8;
constexpr int kMaxAfter = 800;
constexpr int kMaxLasts = 3'500;

std::string seconds(milliseconds time) {
    return std::to_string(time.count()) + " ms";
}

}  // namespace

Plan makePlan(std::uint64_t seed, bool has_small_disks) {
    std::mt19937_64 random(seed);
    const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
    Plan plan{seed, 1 + pick(2), pick(3) != 0, 4 + pick(kMaxClients - 3), {}};
    const auto kinds = kNames.size() - (has_small_disks ? 0 : kDiskFaults);
    for (auto faults = 1 + pick(kMaxFaults); faults > 0; --faults) {
        plan.faults.push_back(
            {static_cast<FaultKind>(pick(kinds)),
             milliseconds(pick(kMaxAfter)),
             milliseconds(50 + pick(kMaxLasts)),
             pick(plan.relays)}
        );
    }
    return plan;
}

Plan makePlan(std::uint64_t seed, FaultKind kind) {
    auto plan = makePlan(seed, true);
    for (auto& fault : plan.faults) {
        fault.kind = kind;
    }
    return plan;
}

std::optional<FaultKind> parseFault(std::string_view name) {
    const auto* found = std::ranges::find(kNames, name);
    return found == kNames.end() ? std::nullopt
                                 : std::optional(static_cast<FaultKind>(found - kNames.begin()));
}

std::string describe(const Plan& plan) {
    auto text = "seed " + std::to_string(plan.seed) + ": " + std::to_string(plan.relays) +
                (plan.relays == 1 ? " relay" : " relays") +
                (plan.has_spool ? " with a spool, " : ", ") + std::to_string(plan.clients) +
                " clients";
    for (const auto& fault : plan.faults) {
        text += "; after " + seconds(fault.after) + " " +
                std::string(kNames.at(static_cast<std::size_t>(fault.kind))) + " for " +
                seconds(fault.lasts);
    }
    return text;
}

}  // namespace chaos
