#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chaos {

enum class FaultKind : std::uint8_t {
    kKillRelay,
    kStopRelay,
    kKillClickHouse,
    kKillBoth,
    kKillNormalizers,
    kFreezeClickHouse,
    kCutConnections,
    kFreezeConnections,
    kMissingNormalizer,
    kFailingNormalizer,
    kFullDisk,
    kFullSpoolDisk,
};

struct Fault {
    FaultKind kind;
    std::chrono::milliseconds after;  // the end of the one before
    std::chrono::milliseconds lasts;
    std::size_t relay;  // of those that hit one
};

// What one trial does, as its seed says. When it happens within a request is left to chance.
struct Plan {
    std::uint64_t seed;
    std::size_t relays;
    bool has_spool;
    std::size_t clients;
    std::vector<Fault> faults;
};

Plan makePlan(std::uint64_t seed, bool has_small_disks);

// The same moments, with one kind of fault.
Plan makePlan(std::uint64_t seed, FaultKind kind);

std::string describe(const Plan& plan);

// As describe() writes it.
std::optional<FaultKind> parseFault(std::string_view name);

}  // namespace chaos
