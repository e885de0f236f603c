#include "upkeep/person/operator_claim.h"

#include "ingest/json_text.h"

#include <string_view>

namespace relay {

namespace {

class EventText {
public:
    EventText& add(std::string_view before, std::string_view value) {
        text_.append(before);
        appendJsonString(text_, value);
        return *this;
    }

    std::string end(std::string_view after) { return text_.append(after); }

private:
    std::string text_;
};

EventText begin(std::string_view name, std::string_view distinct_id, const ClaimStamp& stamp) {
    return EventText()
        .add(R"({"event":)", name)
        .add(R"(,"distinct_id":)", distinct_id)
        .add(R"(,"timestamp":)", stamp.timestamp)
        .add(R"(,"uuid":)", stamp.uuid);
}

}  // namespace

std::string kindOf(const OperatorClaim& claim) {
    return claim.kind == OperatorClaim::Kind::kMerge ? "forced" : "split";
}

std::string makeClaimEvent(const OperatorClaim& claim, const ClaimStamp& stamp) {
    if (claim.kind == OperatorClaim::Kind::kMerge) {
        return begin("$merge_dangerously", claim.target, stamp)
            .add(R"(,"properties":{"alias":)", claim.source)
            .end("}}");
    }
    auto event = begin("$split", claim.source, stamp);
    return claim.target.empty() ? event.end("}")
                                : event.add(R"(,"properties":{"target":)", claim.target).end("}}");
}

}  // namespace relay
