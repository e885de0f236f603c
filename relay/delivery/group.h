#pragma once

#include "delivery/pending_request.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

// One request's share of a group's bytes.
struct GroupMember {
    PendingRequest* request;  // null once answered: then its caller and its rows are gone
    DeliveryClock::time_point arrived;
    DeliveryClock::time_point deadline;
    std::string batch_id;
    std::size_t rows;
    std::size_t begin;
    std::size_t end;
};

// Requests that share an INSERT, and their rows in one piece. Neighbouring members are neighbours
// in the bytes, so every run of members is a slice of them.
class Group {
public:
    // Moves the rows out of the requests. There is at least one.
    explicit Group(const std::vector<PendingRequest*>& requests);

    [[nodiscard]] std::span<GroupMember> members() { return members_; }

    [[nodiscard]] std::string_view bytesOf(std::span<const GroupMember> members) const;

    [[nodiscard]] std::int32_t receivedDay() const { return received_day_; }

private:
    std::vector<GroupMember> members_;
    std::string bytes_;
    std::int32_t received_day_;
};

}  // namespace relay
