#pragma once

#include <string>
#include <vector>

namespace relay {

// Times are "YYYY-MM-DD hh:mm:ss.ffffff" in UTC, as ClickHouse writes them.

struct PersonId {
    std::string distinct_id;
    std::string owner;  // of the plain claim in force; empty without one
    bool is_identified = false;
    std::string decided_at;
    std::string first_seen_at;
    std::string last_seen_at;
};

// "Source belongs to target", as an event said it, or that it does so no more: a split, with an
// empty target where it is of any (docs/identity.md).
struct PersonClaim {
    std::string source;
    std::string target;
    std::string kind;     // plain, forced or split
    std::string refused;  // why it does not count; empty where it does
    std::string event;    // empty where event_log has it no more, as is api_key
    std::string timestamp;
    std::string uuid;
    std::string api_key;
    std::string batch_id;  // nil where raw_events has it no more
    std::string decided_at;
};

struct PersonProperty {
    std::string key;
    std::string value;      // JSON
    std::string kind;       // set, set_once; empty while a later value is being folded
    std::string timestamp;  // of the event that set it, as is uuid
    std::string uuid;
};

// Why so many ids are one person.
struct Person {
    std::string person_id;
    std::vector<PersonId> ids;  // at least one; the root is the first
    std::vector<PersonClaim> claims;
    std::vector<PersonProperty> properties;
};

}  // namespace relay
