#include "delivery/group_committer.h"

#include "delivery/group.h"
#include "delivery/group_queue.h"
#include "delivery/group_sender.h"
#include "delivery/outage.h"
#include "delivery/spool_sender.h"

#include <exception>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace relay {

class GroupCommitter::Impl {
public:
    Impl(
        ClickHouseClient& client,
        Metrics& metrics,
        Log& log,
        const DeliveryPolicy& policy,
        const Spooling& spooling
    )
        : policy_(policy), spooling_(spooling), queue_(policy_, [spool = spooling.spool] {
              return spool != nullptr && spool->isDiverting();
          }) {
        for (std::size_t i = 0; i < policy_.parallel_groups; ++i) {
            threads_.emplace_back([this, &client, &metrics, &log] { run(client, metrics, log); });
        }
        for (std::size_t i = 0; spooling_.spool != nullptr && i < policy_.parallel_spooled; ++i) {
            threads_.emplace_back([this, &client, &metrics, &log] {
                runSpool(client, metrics, log);
            });
        }
    }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    ~Impl() {
        queue_.close();
        if (spooling_.spool != nullptr) {
            spooling_.spool->close();
        }
        for (auto& thread : threads_) {
            thread.join();
        }
        queue_.waitForCallers();
    }

    DeliveryResult commit(RawRows rows) { return queue_.waitForCommit(std::move(rows)); }

    [[nodiscard]] DeliveryLoad load() const { return queue_.load(); }

private:
    void run(ClickHouseClient& client, Metrics& metrics, Log& log) {
        GroupSender sender(client, metrics, log, queue_, outage_, spooling_.spool, policy_);
        for (auto requests = queue_.takeGroup(); !requests.empty(); requests = queue_.takeGroup()) {
            deliver(sender, requests, log);
            queue_.endGroup(requests.size());
        }
    }

    void runSpool(ClickHouseClient& client, Metrics& metrics, Log& log) {
        SpoolSender sender(client, metrics, log, spooling_, outage_, policy_);
        while (const auto item = spooling_.spool->take()) {
            sender.send(*item);
        }
    }

    void deliver(
        GroupSender& sender,
        const std::vector<std::shared_ptr<PendingRequest>>& requests,
        Log& log
    ) {
        std::optional<Group> group;
        try {
            group.emplace(requests);
        } catch (const std::exception& exception) {
            log.error("cannot form a group", {{"message", exception.what()}});
            for (const auto& request : requests) {
                queue_.answer(*request, tl::unexpected(Rejection::kInternalError));
            }
            return;
        }
        sender.send(*group);
    }

    const DeliveryPolicy policy_;
    const Spooling spooling_;
    GroupQueue queue_;
    Outage outage_;
    std::vector<std::thread> threads_;
};

GroupCommitter::GroupCommitter(
    ClickHouseClient& client,
    Metrics& metrics,
    Log& log,
    const DeliveryPolicy& policy,
    const Spooling& spooling
)
    : impl_(std::make_unique<Impl>(client, metrics, log, policy, spooling)) {}

GroupCommitter::~GroupCommitter() = default;

tl::expected<StoredIn, Rejection> GroupCommitter::commit(RawRows rows) {
    return impl_->commit(std::move(rows));
}

DeliveryLoad GroupCommitter::load() const {
    return impl_->load();
}

}  // namespace relay
