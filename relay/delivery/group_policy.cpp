#include "delivery/group_policy.h"

namespace relay {

bool GroupShape::tryAdd(const RawRows& rows) {
    const bool fits = rows_ + rows.count <= policy_.max_group_rows &&
                      bytes_ + rows.ndjson.size() <= policy_.max_group_bytes;
    if (requests_ > 0 && (day_ != rows.received_day || !fits)) {
        return false;
    }
    ++requests_;
    rows_ += rows.count;
    bytes_ += rows.ndjson.size();
    day_ = rows.received_day;
    return true;
}

bool GroupShape::isFull() const {
    return rows_ >= policy_.max_group_rows || bytes_ >= policy_.max_group_bytes;
}

bool waitsForClientsOnly(const GroupSituation& situation) {
    return situation.groups_in_flight == 0 && !situation.is_spooling;
}

std::chrono::milliseconds maxAge(const GroupSituation& situation, const DeliveryPolicy& policy) {
    return situation.is_spooling ? policy.max_spooled_age : policy.max_group_age;
}

bool shouldClose(const GroupSituation& situation, const DeliveryPolicy& policy) {
    if (situation.is_full || situation.is_draining) {
        return true;
    }
    if (waitsForClientsOnly(situation)) {
        return situation.requests >= situation.last_requests ||
               situation.since_last >= policy.max_linger;
    }
    return situation.rows >= policy.worthwhile_rows || situation.age >= maxAge(situation, policy);
}

}  // namespace relay
