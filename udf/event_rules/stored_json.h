#pragma once

#include "json/repair.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace event_rules {

// What of an event is stored as JSON text: as received where every JSON function of ClickHouse
// reads it, else repaired (see json::Repair). Its views are valid until the next begin(). Keeps its
// buffers from event to event.
class StoredJson {
public:
    // If nothing can be odd, texts are stored as is.
    void begin(bool may_hold_odd_values);

    // The text to store for a well-formed text that is part of the event.
    std::string_view textFor(std::string_view json);

    // The same for an unescaped member name.
    std::string_view nameFor(std::string_view name);

    // Adds to the alterations what textFor() alters in the members of an object that is stored
    // whole.
    void noteAlterations(std::string_view object);

    // The same of an object whose members are stored one by one; their names behind a prefix.
    void noteAlteredMembers(std::string_view prefix, std::string_view object);

    // What was altered, member by member, for humans: of up to five members, whose names are cut to
    // 40 characters. Empty where nothing was.
    std::string_view alterations();

private:
    void note(std::string_view prefix, std::string_view name, std::uint8_t odd_values);

    json::Repair repair_;
    bool may_hold_odd_values_ = false;
    std::deque<std::string> texts_;
    std::string alterations_;
    std::size_t altered_count_ = 0;
};

}  // namespace event_rules
