#pragma once

#include "clickhouse/client.h"
#include "delivery/group_committer.h"
#include "observe/log.h"
#include "observe/metrics.h"
#include "support/fake_clickhouse.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <vector>

using CommitResult = tl::expected<relay::StoredIn, relay::Rejection>;

// Quick to retry, and patient: only a failing test gets near the deadline.
inline relay::DeliveryPolicy makeQuickPolicy() {
    relay::DeliveryPolicy policy;
    policy.deadline = std::chrono::seconds(30);
    policy.attempt_timeout = std::chrono::seconds(20);
    policy.first_backoff = std::chrono::milliseconds(1);
    policy.max_backoff = std::chrono::milliseconds(10);
    return policy;
}

// Groups wait for company until they hold `rows` rows, as soon as one other group is on its way.
inline relay::DeliveryPolicy makeFullGroupsPolicy(std::size_t rows) {
    auto policy = makeQuickPolicy();
    policy.max_group_rows = rows;
    policy.worthwhile_rows = rows;
    policy.max_group_age = std::chrono::minutes(1);
    policy.parallel_groups = 2;
    return policy;
}

inline relay::ClickHouseConfig configFor(const test_support::FakeClickHouse& fake) {
    relay::ClickHouseConfig config;
    config.url = fake.url();
    config.password = "s3cret";
    return config;
}

inline relay::RawRows makeRows(const std::string& text, std::int32_t day = 20000) {
    return {"{\"event\":\"" + text + "\"}\n", 1, day, "batch-" + text};
}

// A committer in front of a fake ClickHouse.
struct DeliveryFixture {
    explicit DeliveryFixture(const relay::DeliveryPolicy& policy = makeQuickPolicy())
        : client(configFor(fake)),
          committer(std::make_unique<relay::GroupCommitter>(client, metrics, log, policy)) {
        fake.setScript(storeAll);
    }

    // Inserts succeed, and a repeated one has stored all: one row for each batch asked for.
    static test_support::Answer storeAll(const test_support::RecordedRequest& request) {
        if (!request.query.starts_with("SELECT count() FROM raw_events")) {
            return test_support::Answer::ok("");
        }
        const auto quotes = std::ranges::count(request.query, '\'');
        return test_support::Answer::ok(std::to_string(quotes / 2) + "\n");
    }

    std::future<CommitResult> commit(const relay::RawRows& rows) {
        return std::async(std::launch::async, [this, rows] { return committer->commit(rows); });
    }

    [[nodiscard]] std::vector<test_support::RecordedRequest> inserts() const {
        return fake.requests("INSERT INTO raw_events");
    }

    test_support::FakeClickHouse fake;
    relay::Metrics metrics;
    relay::Log log{relay::LogLevel::kSilent};
    relay::ClickHouseClient client;
    std::unique_ptr<relay::GroupCommitter> committer;
};
