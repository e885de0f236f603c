#pragma once

#include <string>

namespace relay {

// What became of one event, as sql/upkeep/tail_events.sql has it, column by column.
struct TailEvent {
    std::string place;    // no other event has it
    std::string time;     // YYYY-MM-DD hh:mm:ss.ffffff, UTC
    std::string verdict;  // stored, warned or rejected
    std::string api_key;
    std::string event;
    std::string distinct_id;
    std::string person;  // a UUID; empty, as host is, where it was rejected
    std::string host;
    std::string detail;  // why it was rejected or warned about
};

}  // namespace relay
