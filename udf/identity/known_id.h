#pragma once

#include "event_rules/uuid.h"

#include <cstdint>
#include <string_view>

namespace identity_rules {

// What a row of `person_ids` says of an id, apart from when it was decided.
struct Decision {
    std::string_view id;
    std::string_view root;
    std::string_view owner;          // target of the plain claim in force; empty without one
    std::int64_t claimed_at_us = 0;  // of that claim
    event_rules::Uuid claim_uuid;    // of that claim
    bool is_identified = false;      // then it has no owner
    std::int64_t changed_at_us = 0;  // of the latest claim in force, forced ones included

    bool operator==(const Decision&) const = default;
};

// A row about an id: that it is asked about, or what was decided about it before.
struct KnownId {
    Decision decision;
    std::int64_t decided_at_us = 0;  // 0: it is asked about; then only the id counts
    bool is_open = false;            // all ids of its person are known here, with all their claims
};

}  // namespace identity_rules
