#pragma once

#include "delivery/pending_request.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

// One request's share of a group.
struct GroupMember {
    std::shared_ptr<PendingRequest> request;  // null once answered
    DeliveryClock::time_point arrived;
    DeliveryClock::time_point deadline;
    std::string batch_id;
    std::size_t rows;
    std::string ndjson;
};

// The rows of members, in their order. The views point into the members.
std::vector<std::string_view> piecesOf(std::span<const GroupMember> members);

// Requests that share an INSERT.
class Group {
public:
    // Moves the rows out of the requests. There is at least one.
    explicit Group(const std::vector<std::shared_ptr<PendingRequest>>& requests);

    [[nodiscard]] std::span<GroupMember> members() { return members_; }

    [[nodiscard]] std::int32_t receivedDay() const { return received_day_; }

private:
    std::vector<GroupMember> members_;
    std::int32_t received_day_;
};

}  // namespace relay
