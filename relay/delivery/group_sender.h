#pragma once

#include "clickhouse/client.h"
#include "delivery/group.h"
#include "delivery/group_queue.h"
#include "delivery/outage.h"
#include "delivery/raw_insert.h"
#include "observe/log.h"
#include "observe/metrics.h"
#include "spool/spool.h"

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>

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
// With a spool, a group that ClickHouse does not take within the policy's patience goes there under
// its token, and so do the next ones at once until ClickHouse takes one. What the spool does not
// take is sent as without one.
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
        Spool* spool,  // null: none
        const DeliveryPolicy& policy
    );

    void send(Group& group);

private:
    struct Refusal {
        bool is_first_attempt;
    };

    // kUnsure: not known to be stored. The time is over, or ClickHouse took the rows for ones that
    // it has (it knows the token), and raw_events does not have them.
    enum class State : std::uint8_t { kAnswered, kUnsure };

    // Of one insert.
    struct Attempts {
        explicit Attempts(Outage& outage) : token(makeToken()), insert(outage) {}

        std::string token;
        Outage::Insert insert;
        std::size_t failed = 0;
    };

    using Members = std::span<GroupMember>;
    using Outcome = tl::expected<bool, ClickHouseError>;

    void sendMembers(Group& group, Members members);
    tl::expected<void, Refusal> insert(const Group& group, Members members);
    tl::expected<State, Refusal> sendUntil(
        DeliveryClock::time_point end,
        const Group& group,
        Members members,
        Attempts& attempts
    );
    bool prepareRetry(
        DeliveryClock::time_point end,
        Members members,
        const ClickHouseError& error,
        std::size_t failed_attempts
    );
    bool trySpool(const Group& group, Members members, const std::string& token, bool is_untried);
    void endDiversion();
    Outcome isStoredWhole(const Group& group, std::span<const GroupMember> members);
    bool isNothingStored(const Group& group, std::span<const GroupMember> members);
    tl::expected<std::size_t, ClickHouseError>
    countStored(const Group& group, std::span<const GroupMember> members);
    void answerExpired(Members members);
    void answerAll(Members members, DeliveryResult result);
    void answer(GroupMember& member, DeliveryResult result);
    void observeCommit(std::span<const GroupMember> members);
    static std::size_t waitingIn(std::span<const GroupMember> members);
    [[nodiscard]] std::chrono::milliseconds timeLeft(
        std::span<const GroupMember> members,
        DeliveryClock::time_point end = DeliveryClock::time_point::max()
    ) const;

    ClickHouseClient& client_;
    Metrics& metrics_;
    Log& log_;
    GroupQueue& queue_;
    Outage& outage_;
    Spool* spool_;
    const DeliveryPolicy& policy_;
    std::minstd_rand chance_;
};

}  // namespace relay
