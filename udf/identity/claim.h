#pragma once

#include "event_rules/normalized_event.h"
#include "event_rules/uuid.h"

#include <cstdint>
#include <string_view>

namespace identity_rules {

using event_rules::ClaimKind;

// One row of `identity_claims`. Of kIdentified only the source counts (target = source); kSplit
// takes back what its source claimed of its target, of any where that is empty.
struct Claim {
    ClaimKind kind = ClaimKind::kPlain;
    std::string_view source;
    std::string_view target;
    std::int64_t timestamp_us = 0;
    event_rules::Uuid uuid;

    bool operator==(const Claim&) const = default;
};

// Whether `first` counts before `second`: by timestamp, then by uuid bytewise (its text order).
// Claims of different events never tie; the ids only make the order total.
bool isEarlier(const Claim& first, const Claim& second);

}  // namespace identity_rules
