#include "delivery/group.h"

#include <utility>

namespace relay {

Group::Group(const std::vector<PendingRequest*>& requests)
    : received_day_(requests.front()->rows.received_day) {
    members_.reserve(requests.size());
    for (auto* request : requests) {
        const auto begin = bytes_.size();
        std::string rows = std::exchange(request->rows.ndjson, {});
        if (begin == 0) {
            bytes_ = std::move(rows);
        } else {
            bytes_ += rows;
        }
        if (!bytes_.ends_with('\n')) {
            bytes_ += '\n';
        }
        members_.push_back(
            {request,
             request->arrived,
             request->deadline,
             std::move(request->rows.batch_id),
             request->rows.count,
             begin,
             bytes_.size()}
        );
    }
}

std::string_view Group::bytesOf(std::span<const GroupMember> members) const {
    const auto begin = members.front().begin;
    return std::string_view(bytes_).substr(begin, members.back().end - begin);
}

}  // namespace relay
