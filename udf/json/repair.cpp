#include "json/repair.h"

#include "json/digits.h"
#include "json/surrogates.h"
#include "json/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>

namespace json {
namespace {

constexpr std::size_t kNoMember = ~std::size_t{0};
constexpr std::string_view kReplacementEscape = "\\ufffd";

constexpr std::uint8_t bit(OddValue odd) {
    return static_cast<std::uint8_t>(odd);
}

struct Replacement {
    std::string text;
    std::uint8_t odd_values = 0;
};

std::optional<Replacement> repairString(std::string_view literal) {
    Replacement repaired;
    std::size_t at = 0;
    for (auto lone = findLoneSurrogate(literal); lone != std::string_view::npos;
         lone = findLoneSurrogate(literal, at)) {
        repaired.text.append(literal.substr(at, lone - at)).append(kReplacementEscape);
        repaired.odd_values = bit(OddValue::kLoneSurrogate);
        at = lone + kEscapeLength;
    }
    repaired.text.append(literal.substr(at));
    if (!isValidUtf8(literal)) {
        std::string valid;
        appendValidUtf8(valid, repaired.text);
        repaired.text = std::move(valid);
        repaired.odd_values |= bit(OddValue::kNotUtf8);
    }
    return repaired.odd_values != 0 ? std::optional(std::move(repaired)) : std::nullopt;
}

template <typename Integer>
bool fits(std::string_view digits) {
    Integer value = 0;
    return std::from_chars(digits.data(), digits.data() + digits.size(), value).ec == std::errc();
}

std::optional<Replacement> repairNumber(std::string_view number) {
    if (number.find_first_of(".eE") == std::string_view::npos) {
        const bool is_fine =
            number.starts_with('-') ? fits<std::int64_t>(number) : fits<std::uint64_t>(number);
        return is_fine ? std::nullopt
                       : std::optional(Replacement{
                             std::string("\"").append(number).append("\""),
                             bit(OddValue::kBigInteger)});
    }
    return std::isinf(std::strtod(std::string(number).c_str(), nullptr))
               ? std::optional(Replacement{"null", bit(OddValue::kBigNumber)})
               : std::nullopt;
}

}  // namespace

// Collects all members, and what is odd about their names and about scalars.
class Repair::Sink {
public:
    explicit Sink(Repair& repair) : repair_(repair) {}

    void begin(std::string_view source) {
        source_ = source;
        open_.clear();
        object_count_ = 0;
        top_member_ = kNoMember;
        repair_.members_.clear();
        repair_.names_.clear();
        repair_.edits_.clear();
    }

    bool onToken(const Token& token) {
        switch (token.kind) {
            case TokenKind::kStartObject:
                open_.push_back({object_count_++, kNoMember});
                break;
            case TokenKind::kStartArray:
                open_.push_back({kNoMember, kNoMember});
                break;
            case TokenKind::kEndObject:
            case TokenKind::kEndArray:
                open_.pop_back();
                break;
            case TokenKind::kKey:
                addMember(token);
                edit(token, repairString(sourceText(token, source_)));
                break;
            case TokenKind::kString:
                edit(token, repairString(sourceText(token, source_)));
                break;
            case TokenKind::kNumber:
                edit(token, repairNumber(token.text));
                break;
            case TokenKind::kNull:
            case TokenKind::kBoolean:
                break;
        }
        return true;
    }

    [[nodiscard]] static bool skipsValue() { return false; }

private:
    struct Bracket {
        std::size_t object;
        std::size_t last_member;
    };

    void addMember(const Token& token) {
        auto& members = repair_.members_;
        auto& object = open_.back();
        if (object.last_member != kNoMember) {
            members[object.last_member].end = token.offset;
        }
        object.last_member = members.size();
        if (open_.size() == 1) {
            top_member_ = members.size();
        }
        members.push_back({object.object, validName(token.text), token.offset, 0, top_member_});
    }

    std::string_view validName(std::string_view name) {
        if (isValidUtf8(name)) {
            return name;
        }
        appendValidUtf8(repair_.names_.emplace_back(), name);
        return repair_.names_.back();
    }

    void edit(const Token& token, std::optional<Replacement> replacement) {
        if (replacement) {
            repair_.edits_.push_back(
                {token.offset,
                 sourceText(token, source_).size(),
                 std::move(replacement->text),
                 replacement->odd_values,
                 top_member_,
                 false}
            );
        }
    }

    Repair& repair_;
    std::string_view source_;
    std::vector<Bracket> open_;
    std::size_t object_count_ = 0;
    std::size_t top_member_ = kNoMember;
};

bool Repair::run(std::string_view text) {
    Sink sink(*this);
    altered_.clear();
    if (parser_.parse(text, sink) != ParseOutcome::kWellFormed) {
        return false;
    }
    removeDuplicates();
    if (edits_.empty()) {
        return false;
    }
    apply(text);
    return true;
}

// Each goes together with what stands between it and the next member, which is there.
void Repair::removeDuplicates() {
    std::vector<std::size_t> order(members_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [this](std::size_t a, std::size_t b) {
        return std::tie(members_[a].object, members_[a].name, a) <
               std::tie(members_[b].object, members_[b].name, b);
    });
    // From behind, so that `last` is the one that stays.
    std::size_t last = kNoMember;
    for (auto place = order.rbegin(); place != order.rend(); ++place) {
        const auto& member = members_[*place];
        if (last == kNoMember || members_[last].object != member.object ||
            members_[last].name != member.name) {
            last = *place;
            continue;
        }
        const bool is_top = member.top_member == *place;
        edits_.push_back(
            {member.offset,
             member.end - member.offset,
             {},
             is_top ? std::uint8_t{0} : bit(OddValue::kGivenTwice),
             members_[last].top_member,
             is_top}
        );
    }
}

// An edit within a removed member is left out. It is reported for its top member, unless that one
// is the removed member.
void Repair::apply(std::string_view text) {
    std::ranges::sort(edits_, [](const Edit& a, const Edit& b) {
        return std::tie(a.offset, b.size) < std::tie(b.offset, a.size);
    });
    repaired_.clear();
    std::map<std::size_t, AlteredMember> altered;  // by top member
    std::size_t at = 0;
    std::size_t removed_from = 0;
    for (const auto& edit : edits_) {
        if (edit.offset < at) {
            if (edit.top_member == kNoMember || members_[edit.top_member].offset < removed_from) {
                altered[edit.top_member].odd_values |= edit.odd_values;
            }
            continue;
        }
        removed_from = edit.offset;
        repaired_.append(text.substr(at, edit.offset - at)).append(edit.text);
        at = edit.offset + edit.size;
        altered[edit.top_member].odd_values |= edit.odd_values;
        altered[edit.top_member].is_given_twice |= edit.removes_top_member;
    }
    repaired_.append(text.substr(at));
    for (auto& [place, member] : altered) {
        member.name = place == kNoMember ? std::string_view() : members_[place].name;
        altered_.push_back(member);
    }
}

}  // namespace json
