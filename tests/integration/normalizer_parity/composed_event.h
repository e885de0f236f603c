#pragma once

#include "random_choice.h"

#include <string>
#include <string_view>

namespace parity {

// An event made member by member of what the rules look at: good, bad and odd values under the
// names that they know, in any order, twice, or with another's value.
class ComposedEvent {
public:
    // `is_message`: what the dialects look at.
    explicit ComposedEvent(RandomChoice& random, bool is_message = false)
        : random_(random), is_message_(is_message) {}

    std::string text();

    // "name": value, as it may stand in an event or its properties.
    std::string member();

    // A value of the kind that belongs under this name.
    std::string valueFor(std::string_view name);

private:
    std::string object(std::string_view first_members, std::size_t most);
    std::string timestamp();
    std::string anyValue();
    std::string space();
    std::string named(std::string_view name, const std::string& value);

    RandomChoice& random_;
    bool is_message_;
    std::size_t depth_ = 0;
};

}  // namespace parity
