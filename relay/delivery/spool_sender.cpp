#include "delivery/spool_sender.h"

#include "delivery/outage_log.h"
#include "delivery/raw_insert.h"
#include "delivery/stored_rows.h"

#include <utility>

namespace relay {

namespace {

// Until then the insert may be under way, or its rows not on this replica yet.
constexpr std::size_t kSkipsBeforeNewToken = 2;

ReceivedBatches batchesOf(const SpooledGroup& group) {
    ReceivedBatches batches{{}, group.received_day};
    for (const auto& batch : group.batches) {
        batches.ids.emplace_back(batch.id);
    }
    return batches;
}

}  // namespace

SpoolSender::SpoolSender(
    ClickHouseClient& client,
    Metrics& metrics,
    Log& log,
    const Spooling& spooling,
    Outage& outage,
    const DeliveryPolicy& policy
)
    : client_(client),
      metrics_(metrics),
      log_(log),
      spooling_(spooling),
      outage_(outage),
      policy_(policy) {}

void SpoolSender::send(const SpoolItem& item) {
    Outage::Insert attempt(outage_);
    const auto state = deliver(item);
    if (state) {
        tellSuccess(log_, client_, attempt);
        end(item, *state);
        return;
    }
    metrics_.countClickHouseError(state.error().code);
    if (state.error().isRetryable()) {
        tellFailure(log_, client_, attempt, 0, state.error());
    } else {
        tellError(item, state.error());
    }
    spooling_.spool->postpone(item);
}

SpoolSender::Outcome SpoolSender::deliver(const SpoolItem& item) {
    if (item.is_untried) {
        return insert(item).map([] { return State::kStored; });
    }
    return find(item).and_then([&](State state) -> Outcome {
        switch (state) {
            case State::kStored:
                return complete(item).map([] { return State::kStored; });
            case State::kMissing:
                return insert(item).and_then([&] { return find(item); });
            case State::kInPart:
                break;
        }
        return state;
    });
}

SpoolSender::Step SpoolSender::insert(const SpoolItem& item) {
    const auto& token = item.file.group.token;
    return client_.execute(makeRawInsert({item.ndjson()}, token, policy_.spooled_timeout))
        .map([](const std::string&) {});
}

SpoolSender::Step SpoolSender::complete(const SpoolItem& item) {
    const auto batches = batchesOf(item.file.group);
    return completeStoredRows(client_, spooling_.normalize_event, batches, policy_.spooled_timeout);
}

SpoolSender::Outcome SpoolSender::find(const SpoolItem& item) {
    const auto& group = item.file.group;
    return countStoredRows(client_, batchesOf(group), policy_.spooled_timeout)
        .map([&](std::size_t count) {
            return count == group.rows() ? State::kStored
                   : count == 0          ? State::kMissing
                                         : State::kInPart;
        });
}

void SpoolSender::end(const SpoolItem& item, State state) {
    switch (state) {
        case State::kStored:
            spooling_.spool->finish(item);
            return;
        case State::kInPart:
            spooling_.spool->setAside(item.name, "raw_events has a part of its rows");
            return;
        case State::kMissing:
            if (item.failures < kSkipsBeforeNewToken) {
                spooling_.spool->postpone(item);
                return;
            }
            log_.warn("ClickHouse skipped a spooled group", {{"file", item.name}});
            spooling_.spool->renew(item, makeToken());
    }
}

void SpoolSender::tellError(const SpoolItem& item, const ClickHouseError& error) {
    if (item.failures == 0) {
        log_.error(
            "ClickHouse refused a spooled group",
            {{"file", item.name}, {"code", std::to_string(error.code)}, {"message", error.message}}
        );
    }
}

}  // namespace relay
