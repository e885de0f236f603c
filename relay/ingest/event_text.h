#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace relay {

// A member of an event, or of its properties.
struct EventPlace {
    std::string_view name;
    bool is_in_properties = false;
};

// The first of these members that is a string and not empty. Empty when there is none, or the event
// is no JSON. Of a text longer than a key can be only the start.
std::string findEventText(std::string_view event, std::initializer_list<EventPlace> places);

// The api key as SDKs put it into an event where the body has no other place for it.
std::string findEventKey(std::string_view event);

}  // namespace relay
