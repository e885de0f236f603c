#include "event_rules/stored_json.h"

#include "event_rules/text.h"
#include "json/utf8.h"

#include <array>
#include <utility>

namespace event_rules {
namespace {

constexpr std::size_t kShownMembers = 5;
constexpr std::size_t kShownCharacters = 40;

constexpr std::array<std::pair<json::OddValue, std::string_view>, 5> kDescriptions{
    {{json::OddValue::kLoneSurrogate, "lone surrogate"},
     {json::OddValue::kNotUtf8, "not UTF-8"},
     {json::OddValue::kBigInteger, "integer beyond 64 bits"},
     {json::OddValue::kBigNumber, "number beyond a double"},
     {json::OddValue::kGivenTwice, "given twice"}}};

void describe(std::uint8_t odd_values, std::string& out) {
    std::string_view separator = ": ";
    for (const auto& [odd, description] : kDescriptions) {
        if ((odd_values & static_cast<std::uint8_t>(odd)) != 0) {
            out.append(separator).append(description);
            separator = ", ";
        }
    }
}

}  // namespace

void StoredJson::begin(bool may_hold_odd_values) {
    may_hold_odd_values_ = may_hold_odd_values;
    altered_count_ = 0;
    alterations_.clear();
    texts_.clear();
}

std::string_view StoredJson::textFor(std::string_view json) {
    if (!may_hold_odd_values_ || !repair_.run(json)) {
        return json;
    }
    return texts_.emplace_back(repair_.text());
}

std::string_view StoredJson::nameFor(std::string_view name) {
    if (!may_hold_odd_values_ || json::isValidUtf8(name)) {
        return name;
    }
    json::appendValidUtf8(texts_.emplace_back(), name);
    return texts_.back();
}

void StoredJson::noteAlterations(std::string_view object) {
    if (!may_hold_odd_values_ || !repair_.run(object)) {
        return;
    }
    for (const auto& member : repair_.altered()) {
        const auto twice = static_cast<unsigned>(json::OddValue::kGivenTwice);
        note(
            {},
            member.name,
            static_cast<std::uint8_t>(member.odd_values | (member.is_given_twice ? twice : 0U))
        );
    }
}

void StoredJson::noteAlteredMembers(std::string_view prefix, std::string_view object) {
    if (!may_hold_odd_values_ || !repair_.run(object)) {
        return;
    }
    for (const auto& member : repair_.altered()) {
        if (member.odd_values != 0) {
            note(prefix, member.name, member.odd_values);
        }
    }
}

void StoredJson::note(std::string_view prefix, std::string_view name, std::uint8_t odd_values) {
    if (++altered_count_ > kShownMembers) {
        return;
    }
    alterations_.append(altered_count_ > 1 ? "; " : "").append(prefix);
    alterations_.append(firstCharacters(name, kShownCharacters));
    describe(odd_values, alterations_);
}

std::string_view StoredJson::alterations() {
    if (altered_count_ > kShownMembers) {
        alterations_.append("; and ")
            .append(std::to_string(altered_count_ - kShownMembers))
            .append(" more");
        altered_count_ = 0;
    }
    return alterations_;
}

}  // namespace event_rules
