#pragma once

#include "history.h"

#include <map>
#include <string>
#include <vector>

namespace identity_tests {

struct ReferencePerson {
    std::string distinct_id;
    std::string properties;  // JSON, keys sorted
    std::int64_t created_at_ms;
    std::int64_t last_seen_at_ms;
    bool is_identified;

    bool operator==(const ReferencePerson&) const = default;
};

// What the rules of identity and properties make of a history, whatever its order. `of_operator`:
// what an operator said of its ids, $merge_dangerously and $split.
struct Reference {
    explicit Reference(
        const std::vector<HistoricEvent>& history,
        const std::vector<HistoricEvent>& of_operator = {}
    );

    std::map<std::string, std::string> person_ids;   // by distinct id: events, aliases
    std::map<std::string, ReferencePerson> persons;  // by person id
};

}  // namespace identity_tests
