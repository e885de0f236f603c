#include "delivery/group.h"

#include <utility>

namespace relay {

Group::Group(const std::vector<std::shared_ptr<PendingRequest>>& requests)
    : received_day_(requests.front()->rows.received_day) {
    members_.reserve(requests.size());
    for (const auto& request : requests) {
        auto& rows = request->rows;
        members_.push_back(
            {request,
             request->arrived,
             request->deadline,
             std::move(rows.batch_id),
             rows.count,
             std::exchange(rows.ndjson, {})}
        );
    }
}

std::vector<std::string_view> piecesOf(std::span<const GroupMember> members) {
    std::vector<std::string_view> pieces;
    pieces.reserve(members.size());
    for (const auto& member : members) {
        pieces.emplace_back(member.ndjson);
    }
    return pieces;
}

}  // namespace relay
