#include "upkeep/person/person_tree.h"

#include "observe/terminal.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace relay {

namespace {

constexpr std::size_t kSecondsLength = 19;  // of "YYYY-MM-DD hh:mm:ss"
constexpr std::size_t kMaxDepth = 7;        // of the drawing; what is deeper stands at this depth
constexpr std::string_view kNil = "00000000-0000-0000-0000-000000000000";

std::string seconds(const std::string& time) {
    return time.substr(0, kSecondsLength);
}

bool isSplit(const PersonClaim& claim) {
    return claim.kind == "split";
}

bool counts(const PersonClaim& claim) {
    return claim.refused.empty() && !isSplit(claim);
}

bool isRefused(const PersonClaim& claim) {
    return !claim.refused.empty();
}

class Drawing {
public:
    explicit Drawing(const Person& person) : person_(person) {
        for (const auto& id : person.ids) {
            ids_.insert(id.distinct_id);
        }
        for (const auto& claim : person.claims) {
            claims_[claim.source].push_back(&claim);
        }
    }

    std::string draw() {
        placeIds();
        text_ = printable(root()) + "\n  person " + person_.person_id + "\n";
        drawDetails(person_.ids.front(), "");
        drawIds();
        drawClaimsThatDoNotCount();
        drawSplits();
        drawProperties();
        return std::move(text_);
    }

private:
    struct Line {
        const PersonId* id;
        std::string indent;
        bool is_last;  // of its siblings
        std::size_t depth;
    };

    [[nodiscard]] const std::string& root() const { return person_.ids.front().distinct_id; }

    // Under its owner; what a forced claim joined, under the root.
    void placeIds() {
        for (const auto& id : person_.ids) {
            if (id.distinct_id != root()) {
                below_[ids_.contains(id.owner) ? id.owner : root()].push_back(&id);
            }
        }
    }

    void drawIds() {
        std::vector<Line> open;
        const auto add = [&](const std::string& parent, const std::string& indent, std::size_t depth
                         ) {
            const auto& ids = below_[parent];
            for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
                open.push_back({*id, indent, id == ids.rbegin(), depth});
            }
        };
        add(root(), "", 1);
        while (!open.empty()) {
            const auto line = open.back();
            open.pop_back();
            text_ += line.indent + (line.is_last ? "└─ " : "├─ ") +
                     printable(line.id->distinct_id) + "\n";
            const auto indent =
                line.depth < kMaxDepth ? line.indent + (line.is_last ? "   " : "│  ") : line.indent;
            drawDetails(*line.id, indent);
            add(line.id->distinct_id, indent, line.depth + 1);
        }
    }

    void drawDetails(const PersonId& id, const std::string& indent) {
        for (const auto* claim : claims_[id.distinct_id]) {
            if (counts(*claim)) {
                text_ += indent + "  " + (claim->kind == "plain" ? "belongs to " : "forced into ") +
                         printable(claim->target) + "\n";
                drawEvent(*claim, indent + "    ");
                text_ += indent + "  decided " + seconds(claim->decided_at) + "\n";
            }
        }
        text_ += indent + "  " + (id.is_identified ? "known user, " : "") + "first seen " +
                 seconds(id.first_seen_at) + ", last " + seconds(id.last_seen_at) + "\n";
    }

    void drawEvent(const PersonClaim& claim, const std::string& indent) {
        text_ += indent + (claim.event.empty() ? "an event" : printable(claim.event)) + " of " +
                 seconds(claim.timestamp) + "\n";
        text_ += claim.api_key.empty() ? "" : indent + "key   " + printable(claim.api_key) + "\n";
        text_ += indent + "uuid  " + claim.uuid + "\n";
        if (claim.batch_id != kNil) {
            text_ += indent + "batch " + claim.batch_id + "\n";
        }
    }

    void drawClaimsThatDoNotCount() {
        if (std::ranges::none_of(person_.claims, isRefused)) {
            return;
        }
        text_ += "\nClaims that do not count:\n";
        for (const auto& claim : person_.claims) {
            if (isRefused(claim)) {
                text_ += "  " + printable(claim.source) + " to " + printable(claim.target) +
                         "\n    " + claim.refused + "\n";
                drawEvent(claim, "    ");
            }
        }
    }

    void drawSplits() {
        if (std::ranges::none_of(person_.claims, isSplit)) {
            return;
        }
        text_ += "\nSplits:\n";
        for (const auto& claim : person_.claims) {
            if (isSplit(claim)) {
                text_ += "  " + printable(claim.source) + " from " +
                         (claim.target.empty() ? "any" : printable(claim.target)) + "\n";
                drawEvent(claim, "    ");
            }
        }
    }

    void drawProperties() {
        if (person_.properties.empty()) {
            return;
        }
        text_ += "\nProperties:\n";
        for (const auto& property : person_.properties) {
            text_ += "  " + printable(property.key) + " = " + printable(property.value) + "\n";
            text_ += property.kind.empty() ? "    a later value is being folded\n"
                                           : "    $" + property.kind + " by " + property.uuid +
                                                 " of " + seconds(property.timestamp) + "\n";
        }
    }

    const Person& person_;
    std::set<std::string_view> ids_;
    std::map<std::string_view, std::vector<const PersonClaim*>> claims_;  // by source
    std::map<std::string_view, std::vector<const PersonId*>> below_;      // an id
    std::string text_;
};

}  // namespace

std::string drawPerson(const Person& person) {
    return Drawing(person).draw();
}

}  // namespace relay
