#include "delivery/group_sender.h"

#include "delivery/raw_insert.h"
#include "delivery/retry_policy.h"

#include <algorithm>
#include <exception>
#include <string>
#include <vector>

namespace relay {

using std::chrono::milliseconds;

namespace {

constexpr const char* kMaxQuerySize = "16777216";  // for the batch ids of the largest group

}  // namespace

GroupSender::GroupSender(
    ClickHouseClient& client,
    Metrics& metrics,
    Log& log,
    GroupQueue& queue,
    Outage& outage,
    const DeliveryPolicy& policy
)
    : client_(client),
      metrics_(metrics),
      log_(log),
      queue_(queue),
      outage_(outage),
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
    const auto token = makeToken();
    Outage::Insert attempts(outage_);
    for (std::size_t failed_attempts = 0; timeLeft(members) > milliseconds::zero();) {
        const bool is_last = queue_.isClosed();  // shutting down: one attempt more, at once
        const auto timeout = std::min(policy_.attempt_timeout, timeLeft(members));
        const auto insert = makeRawInsert(piecesOf(members), token, timeout);
        const auto is_whole = client_.execute(insert).and_then([&](const std::string&) {
            return failed_attempts == 0 ? Outcome(true) : isStoredWhole(group, members);
        });
        if (is_whole && *is_whole) {
            tellSuccess(attempts);
            observeCommit(members);
            answerAll(members, {});
            return {};
        }
        if (is_whole) {
            log_.error("ClickHouse skipped rows of an insert that was sent again", {});
            break;
        }
        ++failed_attempts;
        const auto& error = is_whole.error();
        metrics_.countClickHouseError(error.code);
        if (!error.isRetryable()) {
            log_.error(
                "ClickHouse refused rows",
                {{"code", std::to_string(error.code)}, {"message", error.message}}
            );
            return tl::unexpected(Refusal{failed_attempts == 1});
        }
        tellFailure(attempts, members, error);
        if (is_last || !prepareRetry(members, error, failed_attempts)) {
            break;
        }
    }
    answerAll(members, tl::unexpected(Rejection::kClickHouseUnavailable));
    return {};
}

void GroupSender::tellFailure(
    Outage::Insert& insert,
    std::span<const GroupMember> members,
    const ClickHouseError& error
) {
    const auto is_waiting = [](const GroupMember& member) { return member.request != nullptr; };
    const auto requests = static_cast<std::size_t>(std::ranges::count_if(members, is_waiting));
    if (insert.fail(requests)) {
        log_.warn(
            "ClickHouse does not take inserts",
            {{"clickhouse", client_.address()},
             {"status", std::to_string(error.http_status)},
             {"code", std::to_string(error.code)},
             {"reason", error.message}}
        );
    }
}

void GroupSender::tellSuccess(Outage::Insert& insert) {
    if (const auto ended = insert.succeed()) {
        log_.warn(
            "ClickHouse takes inserts again",
            {{"clickhouse", client_.address()},
             {"ms", std::to_string(ended->duration.count())},
             {"requests", std::to_string(ended->requests)}}
        );
    }
}

bool GroupSender::prepareRetry(
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
    const auto pause = nextPause(policy_, failed_attempts, chance, timeLeft(members));
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
    return countStored(group, members).map([rows](const std::string& count) {
        return count == std::to_string(rows) + "\n";
    });
}

bool GroupSender::isNothingStored(const Group& group, std::span<const GroupMember> members) {
    const auto has_name = [](const GroupMember& member) { return !member.batch_id.empty(); };
    const auto count = countStored(group, members);
    return std::ranges::all_of(members, has_name) && count && *count == "0\n";
}

tl::expected<std::string, ClickHouseError>
GroupSender::countStored(const Group& group, std::span<const GroupMember> members) {
    std::vector<std::string_view> batch_ids;
    for (const auto& member : members) {
        batch_ids.push_back(member.batch_id);
    }
    const auto query = makeStoredRowsQuery(batch_ids, group.receivedDay());
    ClickHouseRequest request;
    request.query = query;
    request.timeout = std::clamp(timeLeft(members), milliseconds(1), policy_.attempt_timeout);
    request.settings = {{"max_query_size", kMaxQuerySize}};
    return client_.execute(request);
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

// Until the last deadline of those who still wait; nothing when nobody does.
milliseconds GroupSender::timeLeft(std::span<const GroupMember> members) const {
    auto last = DeliveryClock::time_point::min();
    for (const auto& member : members) {
        if (member.request != nullptr) {
            last = std::max(last, member.deadline);
        }
    }
    const auto now = DeliveryClock::now();
    return last <= now ? milliseconds::zero() : std::chrono::ceil<milliseconds>(last - now);
}

}  // namespace relay
