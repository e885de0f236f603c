#include "composed_event.h"

#include "composed_texts.h"

#include <array>
#include <initializer_list>
#include <set>

namespace parity {

namespace {

constexpr std::size_t kDeepest = 4;

const std::set<std::string, std::less<>>
    kObjects{"properties", "$set", "$set_once", "context", "page", "library", "traits", "options"};

std::string join(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const auto part : parts) {
        text += part;
    }
    return text;
}

}  // namespace

std::string ComposedEvent::text() {
    const std::string_view name = is_message_ ? "type" : "event";
    const std::string_view id = is_message_ ? "userId" : "distinct_id";
    const std::string required = join({named(name, valueFor(name)), ",", named(id, valueFor(id))});
    return object(random_.percent(90) ? required : std::string_view(), 6);
}

std::string ComposedEvent::member() {
    const std::string& name = random_.oneOf(is_message_ ? kMessageNames : kNames);
    return named(name, valueFor(name));
}

std::string ComposedEvent::valueFor(std::string_view name) {
    if (random_.percent(8)) {
        return anyValue();
    }
    if (name == "timestamp" && random_.percent(60)) {
        return timestamp();
    }
    if (const auto found = kValues.find(name); found != kValues.end()) {
        return random_.oneOf(*found->second);
    }
    if (kObjects.contains(name)) {
        return random_.percent(95) ? object({}, 5) : random_.oneOf(kScalars);
    }
    if (name == "$unset") {
        return random_.oneOf(std::array<std::string, 6>{
            R"(["a","b"])",
            R"(["a",null])",
            R"([ "x" , "\ud800", "x" ])",
            "[[1]]",
            "[]",
            R"({"a":[],"x":1})"});
    }
    return anyValue();
}

std::string ComposedEvent::timestamp() {
    switch (random_.below(4)) {
        case 0:
            return random_.oneOf(kEpochs);
        case 1:
            return join({"\"", random_.oneOf(kEpochs), "\""});
        case 2:
            return join(
                {"\"",
                 random_.oneOf(kMailDays),
                 random_.oneOf(kMailDates),
                 " ",
                 random_.oneOf(kMailClocks),
                 " ",
                 random_.oneOf(kMailZones),
                 "\""}
            );
        default: {
            const auto& date = random_.oneOf(kDates);
            if (random_.percent(25)) {
                return join({"\"", date, "\""});
            }
            return join({"\"", date, random_.oneOf(kClocks), random_.oneOf(kZones), "\""});
        }
    }
}

std::string ComposedEvent::anyValue() {
    if (depth_ >= kDeepest || random_.percent(75)) {
        return random_.oneOf(kScalars);
    }
    if (random_.percent(50)) {
        return object({}, 3);
    }
    ++depth_;
    const std::string value = join({"[", anyValue(), space(), ",", anyValue(), "]"});
    --depth_;
    return value;
}

std::string ComposedEvent::object(std::string_view first_members, std::size_t most) {
    if (depth_ > kDeepest) {
        return "{}";
    }
    ++depth_;
    std::string members(first_members);
    for (std::size_t i = random_.below(most + 1); i > 0; --i) {
        const auto next = member();
        const auto comma = space();
        if (members.empty()) {
            members = next;
        } else {
            members = random_.percent(30) ? join({next, ",", members})
                                          : join({members, comma, ",", next});
        }
    }
    --depth_;
    return join({"{", space(), members, space(), "}"});
}

std::string ComposedEvent::named(std::string_view name, const std::string& value) {
    return join({"\"", name, "\"", space(), ":", space(), value});
}

std::string ComposedEvent::space() {
    return random_.percent(92)
               ? ""
               : random_.oneOf(std::array<std::string, 4>{" ", "\t", "\n ", "\r\n"});
}

}  // namespace parity
