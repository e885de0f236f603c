#include "event_rules/identity_claims.h"

#include "event_rules/legal_id.h"

#include <array>

namespace event_rules {
namespace {

void addClaim(ClaimKind kind, const CapturedValue& source, NormalizedEvent& event) {
    if (source.isText() && source.text != event.distinct_id) {
        event.claims.push_back(
            {kind, source.text, uuid5(source.text), event.distinct_id, source.holds_lone_surrogate}
        );
    }
}

// Whoever is named together with an anonymous id is known. An identify of one's own id says nothing
// but properties.
void addIdentify(const EventCapture& capture, NormalizedEvent& event) {
    const auto& preferred = capture.value(EventField::kDollarAnonDistinctId);
    const auto& anonymous =
        preferred.isText() ? preferred : capture.value(EventField::kAnonDistinctId);
    const bool is_legal =
        anonymous.isText() && !anonymous.holds_lone_surrogate && isLegalId(anonymous.text);
    if (is_legal && anonymous.text != event.distinct_id) {
        event.claims.push_back(
            {ClaimKind::kIdentified, event.distinct_id, event.person_id, event.distinct_id, false}
        );
    }
    addClaim(ClaimKind::kPlain, anonymous, event);
}

void addSplit(const EventCapture& capture, NormalizedEvent& event) {
    const auto& target = capture.value(EventField::kTarget);
    const auto text = target.isText() ? target.text : std::string_view();
    event.claims.push_back({ClaimKind::kSplit, event.distinct_id, event.person_id, text, false});
}

// Nothing that claims an illegal id counts, so what is split from one does not matter.
std::array<std::string_view, 2> sidesOf(const IdentityClaim& claim) {
    return {claim.source, claim.kind == ClaimKind::kSplit ? claim.source : claim.target};
}

// Warns of the first illegal id, source before target.
void refuseIllegal(NormalizedEvent& event) {
    const auto warnings_before = event.warnings.size();
    for (auto& claim : event.claims) {
        for (const auto id : sidesOf(claim)) {
            claim.is_refused = claim.is_refused || !isLegalId(id);
            if (!claim.is_refused) {
                continue;
            }
            if (event.warnings.size() == warnings_before) {
                event.warnings.push_back({WarningKind::kIllegalDistinctId, id});
            }
        }
    }
}

}  // namespace

void addIdentityClaims(const EventCapture& capture, bool is_of_operator, NormalizedEvent& event) {
    if (event.event == "$identify") {
        addIdentify(capture, event);
    } else if (event.event == "$create_alias") {
        addClaim(ClaimKind::kPlain, capture.value(EventField::kAlias), event);
    } else if (event.event == "$merge_dangerously") {
        addClaim(ClaimKind::kForced, capture.value(EventField::kAlias), event);
    } else if (event.event == "$split" && is_of_operator) {
        addSplit(capture, event);
    }
    refuseIllegal(event);
}

}  // namespace event_rules
