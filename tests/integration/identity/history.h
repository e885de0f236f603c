#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace identity_tests {

struct PropertyChange {
    enum class Kind : std::uint8_t { kSetOnce, kSet, kUnset };  // as one event applies them

    Kind kind;
    std::string key;
    int value;
};

struct HistoricEvent {
    std::string name;
    std::string distinct_id;
    std::string uuid;
    std::int64_t timestamp_ms;
    std::string session_id;
    std::string
        claimed_id;  // $anon_distinct_id or alias; of an operator's $split its target; or empty
    std::vector<PropertyChange> changes;

    [[nodiscard]] std::string json() const;
};

// What `people` people did, in the order of time, `events_per_person` events each: on several
// devices, some of them shared, with aliases of aliases, refused and forced merges, ids that claim
// each other, and properties that conflict. The same for the same arguments. `prefix` begins every
// id.
std::vector<HistoricEvent> makeHistory(
    std::size_t people,
    std::size_t events_per_person,
    std::uint64_t seed = 42,
    const std::string& prefix = ""
);

}  // namespace identity_tests
