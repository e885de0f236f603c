#include "event_rules/identity_claims.h"

#include "event_rules/legal_id.h"

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

// In the order of the claims, the source before the target.
void refuseIllegal(NormalizedEvent& event) {
    const auto warnings_before = event.warnings.size();
    for (auto& claim : event.claims) {
        for (const auto id : {claim.source, claim.target}) {
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

void addIdentityClaims(const EventCapture& capture, NormalizedEvent& event) {
    if (event.event == "$identify") {
        addIdentify(capture, event);
    } else if (event.event == "$create_alias") {
        addClaim(ClaimKind::kPlain, capture.value(EventField::kAlias), event);
    } else if (event.event == "$merge_dangerously") {
        addClaim(ClaimKind::kForced, capture.value(EventField::kAlias), event);
    }
    refuseIllegal(event);
}

}  // namespace event_rules
