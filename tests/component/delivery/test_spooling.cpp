#include "support/catch.h"

#include "delivery_fixture.h"
#include "support/scratch_folder.h"
#include "support/small_disk.h"

#include <atomic>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace {

namespace fs = std::filesystem;
using relay::Rejection;
using relay::StoredIn;
using test_support::Answer;

constexpr std::chrono::seconds kDeadline{20};

relay::DeliveryPolicy makeImpatientPolicy() {
    auto policy = makeQuickPolicy();
    policy.patience = std::chrono::milliseconds(100);
    policy.max_group_age = std::chrono::milliseconds(10);
    policy.max_spooled_age = std::chrono::milliseconds(10);
    return policy;
}

relay::SpoolPolicy makeSpoolPolicy() {
    relay::SpoolPolicy policy;
    policy.pause = std::chrono::milliseconds(5);
    policy.max_pause = std::chrono::milliseconds(20);
    return policy;
}

// A relay's delivery with a spool, in front of a ClickHouse that knows which batches it has. Each
// batch is one row.
class SpoolingFixture {
public:
    explicit SpoolingFixture(
        const relay::SpoolPolicy& spool_policy = makeSpoolPolicy(),
        const relay::DeliveryPolicy& policy = makeImpatientPolicy(),
        const std::string& folder = {}
    )
        : folder_(folder.empty() ? scratch.path() : folder),
          spool_policy_(spool_policy),
          policy_(policy),
          client_(configFor(fake)) {
        fake.setScript([this](const auto& request) { return answer(request); });
        start();
    }

    void start() {
        spool = std::make_unique<relay::Spool>(folder_, spool_policy_, log);
        committer_ = std::make_unique<relay::GroupCommitter>(
            client_, metrics, log, policy_, relay::Spooling{spool.get(), "normalize"}
        );
    }

    void stop() {
        committer_.reset();
        spool.reset();
    }

    CommitResult commit(const std::string& text) { return committer_->commit(makeRows(text)); }

    bool waitUntil(const std::function<bool()>& condition) {
        const auto end = std::chrono::steady_clock::now() + kDeadline;
        while (!condition()) {
            if (std::chrono::steady_clock::now() > end) {
                return false;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return true;
    }

    bool waitUntilEmpty() {
        return waitUntil([this] { return spool->load().groups == 0; });
    }

    [[nodiscard]] std::vector<test_support::RecordedRequest> inserts() const {
        return fake.requests("INSERT INTO raw_events");
    }

    // What ClickHouse answers while it is down.
    std::atomic<bool> is_down = true;
    // Whether an insert of which it answers an error, or nothing, is stored all the same.
    std::atomic<bool> stores_while_down = false;
    // Inserts that succeed and store nothing.
    std::atomic<int> skips = 0;

    std::size_t stored(const std::string& text) {
        const std::lock_guard lock(mutex_);
        return stored_["batch-" + text];
    }

    test_support::ScratchFolder scratch;
    test_support::FakeClickHouse fake;
    relay::Metrics metrics;
    relay::Log log{relay::LogLevel::kSilent};
    std::unique_ptr<relay::Spool> spool;

private:
    Answer answer(const test_support::RecordedRequest& request) {
        const std::lock_guard lock(mutex_);
        if (request.query.starts_with("INSERT INTO raw_events")) {
            if (is_down && !stores_while_down) {
                return Answer::error(500, 252);
            }
            store(request);
            return is_down ? Answer::of(Answer::Kind::kReset) : Answer::ok();
        }
        if (is_down) {
            return Answer::error(500, 252);
        }
        return request.query.starts_with("SELECT count()") ? Answer::ok(count(request.query) + "\n")
                                                           : Answer::ok();
    }

    // As ClickHouse does with tokens that it remembers.
    void store(const test_support::RecordedRequest& request) {
        if (!tokens_.insert(request.parameter("insert_deduplication_token")).second) {
            return;
        }
        if (skips > 0) {
            --skips;
            return;
        }
        constexpr std::string_view kBegin = "{\"event\":\"";
        for (std::size_t at = 0; (at = request.body.find(kBegin, at)) != std::string::npos;) {
            at += kBegin.size();
            ++stored_["batch-" + request.body.substr(at, request.body.find('"', at) - at)];
        }
    }

    std::string count(const std::string& query) {
        std::size_t rows = 0;
        for (const auto& [batch, times] : stored_) {
            rows += query.find("'" + batch + "'") == std::string::npos ? 0 : times;
        }
        return std::to_string(rows);
    }

    const std::string folder_;
    const relay::SpoolPolicy spool_policy_;
    const relay::DeliveryPolicy policy_;
    relay::ClickHouseClient client_;
    std::mutex mutex_;
    std::map<std::string, std::size_t> stored_;
    std::set<std::string> tokens_;
    std::unique_ptr<relay::GroupCommitter> committer_;
};

}  // namespace

TEST_CASE("what ClickHouse does not take is acknowledged from the spool, and stored once later") {
    SpoolingFixture fixture;
    CHECK(fixture.commit("a") == StoredIn::kSpool);
    const auto token = fixture.inserts().front().parameter("insert_deduplication_token");
    fixture.is_down = false;
    REQUIRE(fixture.waitUntilEmpty());
    CHECK(fixture.inserts().back().parameter("insert_deduplication_token") == token);
    CHECK(fixture.inserts().back().body == "{\"event\":\"a\"}\n");
    CHECK(fixture.stored("a") == 1);
    CHECK(fixture.commit("b") == StoredIn::kClickHouse);
}

TEST_CASE("during an outage a group goes to the spool without an attempt") {
    auto policy = makeSpoolPolicy();
    policy.pause = std::chrono::minutes(1);  // no probe
    SpoolingFixture fixture(policy);
    REQUIRE(fixture.commit("a") == StoredIn::kSpool);
    REQUIRE(fixture.commit("b") == StoredIn::kSpool);
    for (const auto& insert : fixture.inserts()) {
        CHECK(insert.body == "{\"event\":\"a\"}\n");
    }
    CHECK(fixture.spool->load().groups == 2);
}

TEST_CASE("a spooled group that nobody has sent is stored by one statement") {
    auto policy = makeSpoolPolicy();
    policy.pause = std::chrono::milliseconds(200);
    SpoolingFixture fixture(policy);
    REQUIRE(fixture.commit("a") == StoredIn::kSpool);
    REQUIRE(fixture.commit("b") == StoredIn::kSpool);
    fixture.is_down = false;
    REQUIRE(fixture.waitUntilEmpty());
    CHECK(fixture.stored("b") == 1);
    for (const auto& query : fixture.fake.requests("SELECT count()")) {
        CHECK(query.query.find("batch-b") == std::string::npos);
    }
}

TEST_CASE("what a relay had spooled the next one stores") {
    SpoolingFixture fixture;
    for (const std::string text : {"a", "b", "c"}) {
        REQUIRE(fixture.commit(text) == StoredIn::kSpool);
    }
    fixture.stop();
    fixture.is_down = false;
    fixture.start();
    REQUIRE(fixture.waitUntilEmpty());
    for (const std::string text : {"a", "b", "c"}) {
        CHECK(fixture.stored(text) == 1);
    }
}

TEST_CASE("rows that an attempt had stored are completed, and not sent again") {
    SpoolingFixture fixture;
    fixture.stores_while_down = true;
    REQUIRE(fixture.commit("a") == StoredIn::kSpool);
    REQUIRE(fixture.stored("a") == 1);
    const auto attempts = fixture.inserts().size();
    fixture.is_down = false;
    REQUIRE(fixture.waitUntilEmpty());
    CHECK(fixture.inserts().size() == attempts);
    const auto completions = fixture.fake.requests("INSERT INTO normalized_events");
    REQUIRE(completions.size() == 1);
    CHECK(completions[0].query.find("batch_id IN ('batch-a')") != std::string::npos);
}

TEST_CASE("a spooled group that ClickHouse skips gets another token") {
    SpoolingFixture fixture;
    REQUIRE(fixture.commit("a") == StoredIn::kSpool);
    fixture.skips = 1;
    fixture.is_down = false;
    REQUIRE(fixture.waitUntilEmpty());
    CHECK(fixture.stored("a") == 1);
    const auto inserts = fixture.inserts();
    CHECK(
        inserts.back().parameter("insert_deduplication_token") !=
        inserts.front().parameter("insert_deduplication_token")
    );
}

TEST_CASE("a repeated insert that was skipped goes to the spool under its own token") {
    auto policy = makeImpatientPolicy();
    policy.patience = std::chrono::seconds(20);
    SpoolingFixture fixture(makeSpoolPolicy(), policy);
    fixture.is_down = false;
    fixture.skips = 1;
    fixture.fake.enqueue(Answer::of(Answer::Kind::kReset));
    CHECK(fixture.commit("a") == StoredIn::kSpool);
    REQUIRE(fixture.waitUntilEmpty());
    CHECK(fixture.stored("a") == 1);
    // Another token comes by the spool's sender alone, after it was skipped there, too.
    const auto inserts = fixture.inserts();
    REQUIRE(inserts.size() > 3);
    const auto token = inserts[1].parameter("insert_deduplication_token");
    CHECK(inserts[2].parameter("insert_deduplication_token") == token);
    CHECK(inserts.back().parameter("insert_deduplication_token") != token);
}

TEST_CASE("a group of which raw_events has a part is set aside, for any insert would double it") {
    SpoolingFixture fixture;
    REQUIRE(fixture.commit("a") == StoredIn::kSpool);
    fixture.fake.setScript([](const test_support::RecordedRequest& request) {
        return Answer::ok(request.query.starts_with("SELECT") ? "7\n" : "");
    });
    const auto attempts = fixture.inserts().size();
    REQUIRE(fixture.waitUntilEmpty());
    CHECK(fixture.inserts().size() == attempts);
    CHECK(fixture.spool->load().damaged_groups == 1);
}

TEST_CASE("without room in the spool the answers are those without a spool") {
    auto spool_policy = makeSpoolPolicy();
    auto policy = makeImpatientPolicy();
    policy.deadline = std::chrono::milliseconds(300);
    bool has_room = true;
    SECTION("it is full") {
        spool_policy.max_bytes = 10;
    }
    SECTION("the disk does not take it") {
        has_room = false;
    }
    SpoolingFixture fixture(spool_policy, policy);
    if (!has_room) {
        fs::remove_all(fixture.scratch.path());
    }
    const auto result = fixture.commit("a");
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error() == Rejection::kClickHouseUnavailable);
    fixture.is_down = false;
    CHECK(fixture.commit("b") == StoredIn::kClickHouse);
}

TEST_CASE("a full disk under the spool means 503, and ends when there is room") {
    const test_support::SmallDisk disk("1m");
    if (!disk.isMounted()) {
        std::cout << "left out: only root mounts a disk" << std::endl;
        return;
    }
    auto policy = makeImpatientPolicy();
    policy.deadline = std::chrono::milliseconds(300);
    SpoolingFixture fixture(makeSpoolPolicy(), policy, disk.path());
    REQUIRE(fixture.commit("a") == StoredIn::kSpool);
    disk.fill(0);
    const auto result = fixture.commit("b");
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error() == Rejection::kClickHouseUnavailable);
    disk.empty();
    CHECK(fixture.commit("c") == StoredIn::kSpool);
    CHECK(fixture.spool->load().groups == 2);
    fixture.is_down = false;
    REQUIRE(fixture.waitUntilEmpty());
    CHECK(fixture.stored("a") == 1);
    CHECK(fixture.stored("b") == 0);
    CHECK(fixture.stored("c") == 1);
}

TEST_CASE("a group that is refused for good is no outage") {
    SpoolingFixture fixture;
    fixture.fake.enqueue(Answer::error(404, 60));
    const auto result = fixture.commit("a");
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error() == Rejection::kClickHouseRefused);
    CHECK(fixture.spool->load().groups == 0);
}

TEST_CASE("a spooled group that is refused does not hold up the others") {
    SpoolingFixture fixture;
    REQUIRE(fixture.commit("a") == StoredIn::kSpool);
    REQUIRE(fixture.commit("b") == StoredIn::kSpool);
    fixture.fake.setScript([](const test_support::RecordedRequest& request) {
        if (request.query.starts_with("SELECT")) {
            return Answer::ok(request.query.find("batch-b") == std::string::npos ? "0\n" : "1\n");
        }
        return request.body == "{\"event\":\"a\"}\n" ? Answer::error(404, 60) : Answer::ok();
    });
    REQUIRE(fixture.waitUntil([&] { return fixture.spool->load().groups == 1; }));
    CHECK(fixture.spool->take()->file.group.batches.front().id == "batch-a");
}

TEST_CASE("what a relay that stops cannot deliver goes to the spool") {
    auto policy = makeQuickPolicy();
    policy.patience = std::chrono::seconds(20);
    SpoolingFixture fixture(makeSpoolPolicy(), policy);
    auto result = std::async(std::launch::async, [&] { return fixture.commit("a"); });
    REQUIRE(fixture.fake.waitForRequests(1));
    fixture.stop();
    CHECK(result.get() == StoredIn::kSpool);
    fixture.start();
    CHECK(fixture.spool->load().groups == 1);
}
