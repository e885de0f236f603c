#pragma once

#include "clickhouse/client.h"
#include "delivery/group.h"
#include "delivery/group_queue.h"
#include "delivery/outage.h"
#include "observe/log.h"
#include "observe/metrics.h"

#include <cstddef>
#include <random>
#include <span>

namespace relay {

// Delivers one group at a time and answers its requests. One per committer thread; not thread-safe.
//
// Retries repeat the same bytes under the same token until the last request's deadline; a request
// whose deadline passes earlier is answered then, and its rows stay in the bytes, for a token must
// not change its meaning.
//
// ClickHouse notes a token before it stores the rows under it, so that an attempt cut by a kill can
// make the next one skip them. Success after a failure therefore counts only when raw_events has
// the rows (all other tables take them again, and a row twice is one row there); else the requests
// are answered as unavailable, and their senders send them again.
//
// A group refused for good is halved, so that one poisoned request does not fail its neighbours,
// but only when that cannot store a row twice: the first attempt was refused (nothing of this group
// can still be under way) and ClickHouse says that raw_events holds none of its batches. When rows
// are in raw_events, a view failed after they were written, and another token would write them
// again: then the whole group is refused.
class GroupSender {
public:
    GroupSender(
        ClickHouseClient& client,
        Metrics& metrics,
        Log& log,
        GroupQueue& queue,
        Outage& outage,
        const DeliveryPolicy& policy
    );

    void send(Group& group);

private:
    struct Refusal {
        bool is_first_attempt;
    };

    using Members = std::span<GroupMember>;
    using Outcome = tl::expected<bool, ClickHouseError>;

    void sendMembers(Group& group, Members members);
    tl::expected<void, Refusal> insert(const Group& group, Members members);
    bool prepareRetry(Members members, const ClickHouseError& error, std::size_t failed_attempts);
    void tellFailure(
        Outage::Insert& insert,
        std::span<const GroupMember> members,
        const ClickHouseError& error
    );
    void tellSuccess(Outage::Insert& insert);
    Outcome isStoredWhole(const Group& group, std::span<const GroupMember> members);
    bool isNothingStored(const Group& group, std::span<const GroupMember> members);
    tl::expected<std::string, ClickHouseError>
    countStored(const Group& group, std::span<const GroupMember> members);
    void answerExpired(Members members);
    void answerAll(Members members, DeliveryResult result);
    void answer(GroupMember& member, DeliveryResult result);
    void observeCommit(std::span<const GroupMember> members);
    [[nodiscard]] std::chrono::milliseconds timeLeft(std::span<const GroupMember> members) const;

    ClickHouseClient& client_;
    Metrics& metrics_;
    Log& log_;
    GroupQueue& queue_;
    Outage& outage_;
    const DeliveryPolicy& policy_;
    std::minstd_rand chance_;
};

}  // namespace relay
