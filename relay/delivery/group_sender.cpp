#include "delivery/group_sender.h"

#include "delivery/outage_log.h"
#include "delivery/raw_insert.h"
#include "delivery/retry_policy.h"
#include "delivery/stored_rows.h"

#include <algorithm>
#include <exception>
#include <string>
#include <vector>

namespace relay {

using std::chrono::milliseconds;

GroupSender::GroupSender(
    ClickHouseClient& client,
    Metrics& metrics,
    Log& log,
    GroupQueue& queue,
    Outage& outage,
    Spool* spool,
    const DeliveryPolicy& policy
)
    : client_(client),
      metrics_(metrics),
      log_(log),
      queue_(queue),
      outage_(outage),
      spool_(spool),
      policy_(policy),
      chance_(std::random_device()()) {}

// Whatever happens, nobody is left waiting for ever.
void GroupSender::send(Group& group) {
    try {
        sendMembers(group, group.members());
    } catch (const std::exception& exception) {
        log_.error("delivery failed", {{"message", exception.what()}});
        answerAll(group.members(), tl::unexpected(Rejection::kInternalError));
    }
}

void GroupSender::sendMembers(Group& group, Members members) {
    const auto inserted = insert(group, members);
    if (inserted) {
        return;
    }
    if (members.size() == 1 || !inserted.error().is_first_attempt ||
        !isNothingStored(group, members)) {
        answerAll(members, tl::unexpected(Rejection::kClickHouseRefused));
        return;
    }
    const auto half = members.size() / 2;
    sendMembers(group, members.first(half));
    sendMembers(group, members.subspan(half));
}

// Answers the members unless the insert is refused for good.
tl::expected<void, GroupSender::Refusal> GroupSender::insert(const Group& group, Members members) {
    answerExpired(members);
    Attempts attempts(outage_);
    if (spool_ != nullptr) {
        if (spool_->isDiverting() && trySpool(group, members, attempts.token, true)) {
            return {};
        }
        const auto sent =
            sendUntil(DeliveryClock::now() + policy_.patience, group, members, attempts);
        if (!sent || *sent == State::kAnswered) {
            return sent.map([](State) {});
        }
        if (timeLeft(members) > milliseconds::zero() &&
            trySpool(group, members, attempts.token, false)) {
            spool_->divert();
            return {};
        }
    }
    const auto sent = sendUntil(DeliveryClock::time_point::max(), group, members, attempts);
    if (sent && *sent != State::kAnswered) {
        answerAll(members, tl::unexpected(Rejection::kClickHouseUnavailable));
    }
    return sent.map([](State) {});
}

tl::expected<GroupSender::State, GroupSender::Refusal> GroupSender::sendUntil(
    DeliveryClock::time_point end,
    const Group& group,
    Members members,
    Attempts& attempts
) {
    while (timeLeft(members, end) > milliseconds::zero()) {
        const bool is_last = queue_.isClosed();  // shutting down: one attempt more, at once
        const auto timeout = std::min(policy_.attempt_timeout, timeLeft(members, end));
        const auto insert = makeRawInsert(piecesOf(members), attempts.token, timeout);
        const auto is_whole = client_.execute(insert).and_then([&](const std::string&) {
            return attempts.failed == 0 ? Outcome(true) : isStoredWhole(group, members);
        });
        if (is_whole && *is_whole) {
            tellSuccess(log_, client_, attempts.insert);
            endDiversion();
            observeCommit(members);
            answerAll(members, StoredIn::kClickHouse);
            return State::kAnswered;
        }
        if (is_whole) {
            log_.error("ClickHouse skipped rows of an insert that was sent again", {});
            return State::kUnsure;
        }
        ++attempts.failed;
        const auto& error = is_whole.error();
        metrics_.countClickHouseError(error.code);
        if (!error.isRetryable()) {
            log_.error(
                "ClickHouse refused rows",
                {{"code", std::to_string(error.code)}, {"message", error.message}}
            );
            return tl::unexpected(Refusal{attempts.failed == 1});
        }
        tellFailure(log_, client_, attempts.insert, waitingIn(members), error);
        if (is_last || !prepareRetry(end, members, error, attempts.failed)) {
            break;
        }
    }
    return State::kUnsure;
}

bool GroupSender::trySpool(
    const Group& group,
    Members members,
    const std::string& token,
    bool is_untried
) {
    SpooledGroup spooled{token, group.receivedDay(), {}};
    for (const auto& member : members) {
        spooled.batches.push_back({member.batch_id, member.rows});
    }
    if (!spool_->store(spooled, piecesOf(members), is_untried)) {
        return false;
    }
    answerAll(members, StoredIn::kSpool);
    return true;
}

void GroupSender::endDiversion() {
    if (spool_ != nullptr) {
        spool_->endDiversion();
    }
}

bool GroupSender::prepareRetry(
    DeliveryClock::time_point end,
    Members members,
    const ClickHouseError& error,
    std::size_t failed_attempts
) {
    log_.debug(
        "insert failed and may be retried",
        {{"attempt", std::to_string(failed_attempts)},
         {"status", std::to_string(error.http_status)},
         {"code", std::to_string(error.code)},
         {"message", error.message}}
    );
    answerExpired(members);
    const double chance = std::uniform_real_distribution<double>(0, 1)(chance_);
    const auto pause = nextPause(policy_, failed_attempts, chance, timeLeft(members, end));
    if (!pause) {
        return false;
    }
    queue_.pause(*pause);
    answerExpired(members);
    metrics_.countRetry();
    return true;
}

GroupSender::Outcome
GroupSender::isStoredWhole(const Group& group, std::span<const GroupMember> members) {
    std::size_t rows = 0;
    for (const auto& member : members) {
        rows += member.rows;
    }
    return countStored(group, members).map([rows](std::size_t count) { return count == rows; });
}

bool GroupSender::isNothingStored(const Group& group, std::span<const GroupMember> members) {
    const auto has_name = [](const GroupMember& member) { return !member.batch_id.empty(); };
    const auto count = countStored(group, members);
    return std::ranges::all_of(members, has_name) && count && *count == 0;
}

tl::expected<std::size_t, ClickHouseError>
GroupSender::countStored(const Group& group, std::span<const GroupMember> members) {
    ReceivedBatches batches{{}, group.receivedDay()};
    for (const auto& member : members) {
        batches.ids.emplace_back(member.batch_id);
    }
    const auto timeout = std::clamp(timeLeft(members), milliseconds(1), policy_.attempt_timeout);
    return countStoredRows(client_, batches, timeout);
}

void GroupSender::answerExpired(Members members) {
    const auto now = DeliveryClock::now();
    for (auto& member : members) {
        if (member.deadline <= now) {
            answer(member, tl::unexpected(Rejection::kClickHouseUnavailable));
        }
    }
}

void GroupSender::answerAll(Members members, DeliveryResult result) {
    for (auto& member : members) {
        answer(member, result);
    }
}

void GroupSender::answer(GroupMember& member, DeliveryResult result) {
    if (member.request != nullptr) {
        queue_.answer(*member.request, result);
        member.request = nullptr;
    }
}

void GroupSender::observeCommit(std::span<const GroupMember> members) {
    CommittedGroup group{members.size(), 0, 0, {}};
    auto oldest = members.front().arrived;
    for (const auto& member : members) {
        group.events += member.rows;
        group.bytes += member.ndjson.size();
        oldest = std::min(oldest, member.arrived);
    }
    group.duration = DeliveryClock::now() - oldest;
    metrics_.observeGroup(group);
}

std::size_t GroupSender::waitingIn(std::span<const GroupMember> members) {
    const auto is_waiting = [](const GroupMember& member) { return member.request != nullptr; };
    return static_cast<std::size_t>(std::ranges::count_if(members, is_waiting));
}

// Until the last deadline of those who still wait, at most until `end`; nothing when nobody does.
milliseconds
GroupSender::timeLeft(std::span<const GroupMember> members, DeliveryClock::time_point end) const {
    auto last = DeliveryClock::time_point::min();
    for (const auto& member : members) {
        if (member.request != nullptr) {
            last = std::max(last, member.deadline);
        }
    }
    const auto now = DeliveryClock::now();
    last = std::min(last, end);
    return last <= now ? milliseconds::zero() : std::chrono::ceil<milliseconds>(last - now);
}

}  // namespace relay
