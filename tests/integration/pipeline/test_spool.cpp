#include "crash_step.h"
#include "spool/spool_folder.h"
#include "spool/spooled_group.h"
#include "stored_ids.h"
#include "support/catch.h"
#include "support/child_process.h"
#include "support/http_exchange.h"
#include "support/scratch_folder.h"
#include "traffic.h"

#include <filesystem>
#include <fstream>

namespace {

namespace fs = std::filesystem;
using pipeline::Traffic;
using test_support::Stack;

const std::string kNothing;
const std::vector<std::string> kNone;

constexpr std::size_t kClients = 8;
constexpr std::size_t kBatchSize = 10;
constexpr std::chrono::seconds kDeadline{120};
constexpr std::chrono::milliseconds kPollInterval{100};

bool becomesTrue(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        std::this_thread::sleep_for(kPollInterval);
    }
    return true;
}

// A system whose relay has a spool.
class SpoolingStack {
public:
    explicit SpoolingStack(std::map<std::string, std::string> clickhouse_environment = {})
        : stack_(
              {.relay_environment = {{"SPOOL_DIR", folder()}},
               .clickhouse_environment = std::move(clickhouse_environment)}
          ) {
        stack_.relay().set("MIGRATE_ON_START", "false");  // it starts though ClickHouse is down
    }

    Stack& operator*() { return stack_; }

    Stack* operator->() { return &stack_; }

    [[nodiscard]] std::string folder() const { return scratch_.path() + "/spool"; }

    [[nodiscard]] std::vector<fs::path> files() const {
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(folder())) {
            if (entry.is_regular_file()) {
                files.push_back(entry.path());
            }
        }
        return files;
    }

    [[nodiscard]] bool waitUntilEmpty() const {
        return becomesTrue([this] { return files().empty(); });
    }

private:
    test_support::ScratchFolder scratch_;
    Stack stack_;
};

void checkAccounts(const Stack& stack, const pipeline::TrafficRecord& record) {
    INFO(stack.logs());
    CHECK(record.unexpected == kNone);
    stack.query("OPTIMIZE TABLE event_log FINAL");
    const pipeline::StoredIds stored(stack);
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_events, stored.raw) == kNothing);
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_events, stored.events) == kNothing);
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_rejects, stored.rejected) == kNothing);
}

// A spooled group of one batch, received yesterday: a known user, an event of another month, an
// altered event and a rejected one.
void spoolOldStory(const std::string& folder, int story, const std::string& received_at, int day) {
    const auto user = R"(\"distinct_id\":\"user-)" + std::to_string(story) + R"(\")";
    const auto device = R"(\"distinct_id\":\"device-)" + std::to_string(story) + R"(\")";
    const auto id = "5e9e7a11-0000-4000-8000-" + std::to_string(100'000'000'000 + story);
    const std::string events[] = {
        R"({\"event\":\"$identify\",)" + user + R"(,\"$set\":{\"story\":)" + std::to_string(story) +
            R"(},\"properties\":{\"$anon_distinct_id\":\"device-)" + std::to_string(story) +
            R"(\"}})",
        R"({\"event\":\"old\",)" + device + R"(,\"timestamp\":\"2021-05-05T00:00:00Z\"})",
        R"({\"event\":\"altered\",)" + user + R"(,\"timestamp\":\"never\"})",
        "{" + user + "}"};
    std::string rows;
    int seq = 0;
    for (const auto& event : events) {
        rows += R"({"batch_id":")" + id + R"(","seq":)" + std::to_string(seq) +
                R"(,"received_at":")" + received_at + R"(","fallback_uuid":"5e9e7a11-)" +
                std::to_string(1000 + seq) + "-4000-8000-" +
                std::to_string(100'000'000'000 + story) + R"(","event":")" + event + "\"}\n";
        ++seq;
    }
    const std::vector<std::string_view> pieces{rows};
    const relay::SpooledGroup group{"token-" + std::to_string(story), day, {{id, 4}}};
    const auto head = relay::encodeHead(group, pieces);
    const std::vector<std::string_view> file{head, rows};
    const relay::SpoolFolder spool(folder);
    REQUIRE(spool.write("00000000000000000001-token.group", file));
}

}  // namespace

TEST_CASE("what was acknowledged while ClickHouse was down is stored once, whoever is killed") {
    SpoolingStack stack;
    Traffic traffic(kClients, {stack->url()}, pipeline::endlessBatches(0, kBatchSize));
    REQUIRE(traffic.waitForAcknowledged(50));
    stack->clickhouse().kill9();
    REQUIRE(traffic.waitForAcknowledged(5 * kClients));
    stack->relay().kill9();
    stack->relay().start();
    REQUIRE(traffic.waitForAcknowledged(5 * kClients));
    CHECK(stack->relay().stop() == 0);
    stack->relay().start();
    REQUIRE(traffic.waitForAcknowledged(5 * kClients));
    stack->clickhouse().restart();
    REQUIRE(traffic.waitForAcknowledged(100));
    const auto record = traffic.finish();
    CHECK(record.unavailable <= kClients);  // while it was draining, at SIGTERM
    REQUIRE(stack.waitUntilEmpty());
    checkAccounts(*stack, record);
}

TEST_CASE("a damaged file of the spool is kept, and no other is held up by it") {
    SpoolingStack stack;
    stack->clickhouse().stop();
    Traffic traffic(1, {stack->url()}, pipeline::endlessBatches(0, kBatchSize));
    REQUIRE(traffic.waitForAcknowledged(3));
    const auto record = traffic.finish();
    stack->relay().kill9();
    const auto files = stack.files();
    REQUIRE(files.size() == record.acknowledged);
    std::fstream(files[0], std::ios::in | std::ios::out) << "x";
    stack->relay().start();
    stack->clickhouse().restart();
    REQUIRE(stack.waitUntilEmpty());
    CHECK(fs::exists(stack.folder() + "/damaged/" + files[0].filename().string()));
    CHECK(
        stack->relay().log().find(
            "a spooled group is set aside folder=" + stack.folder() +
            "/damaged file=" + files[0].filename().string()
        ) != std::string::npos
    );
    const auto rows = [&] { return std::stoul(stack->value("SELECT count() FROM raw_events")); };
    CHECK(rows() == (record.acknowledged - 1) * kBatchSize);

    // As docs/operations.md says.
    const auto command = "grep '^{' " + stack.folder() + "/damaged/" +
                         files[0].filename().string() + " | curl -sS --fail --data-binary @- '" +
                         stack->clickhouseUrl() +
                         "/?database=product_analytics&input_format_json_read_objects_as_strings=1&"
                         "query=INSERT+INTO+raw_events+FORMAT+JSONEachRow'";
    const auto insert = test_support::runProcess({"/bin/sh", "-c", command}, "");
    INFO(insert.output << insert.errors);
    CHECK(insert.exit_code == 0);
    CHECK(rows() == record.acknowledged * kBatchSize);
    checkAccounts(*stack, record);
}

TEST_CASE("a spooled group is whole in every table at whatever step ClickHouse is killed") {
    const pipeline::CrashStep step;
    SpoolingStack stack(step.environment());
    const auto received_at =
        stack->value("SELECT toDateTime64(yesterday(), 6, 'UTC') + INTERVAL 1 HOUR");
    const auto day = std::stoi(stack->value("SELECT toUInt32(toDate(yesterday()))"));
    // follow_raw looks at the last two hours before a start: not at the spooled ones.
    test_support::HttpConnection connection(stack->url());
    const std::string recent =
        R"({"api_key":"golden_key","batch":[{"event":"e","distinct_id":"recent"}]})";
    REQUIRE(
        connection.call({"POST", "/batch/", {{"Content-Type", "application/json"}}, recent})
            .status == 200
    );
    stack->relay().stop();
    int stories = 0;
    for (bool has_died = true; has_died; ++stories) {
        for (const std::string work :
             {"MERGES", "VIEW fold_persons", "VIEW resolve_claims", "VIEW follow_raw"}) {
            stack->query("SYSTEM STOP " + work);
        }
        spoolOldStory(stack.folder(), stories, received_at, day);
        step.set(stories + 1);
        stack->relay().start();
        REQUIRE(becomesTrue([&] {
            has_died = stack->clickhouse().isDead();
            return has_died || stack.files().empty();
        }));
        step.clear();
        if (has_died) {
            stack->clickhouse().kill9();
            stack->clickhouse().restart();
        }
        REQUIRE(stack.waitUntilEmpty());
        stack->relay().stop();
    }
    stack->clickhouse().kill9();
    stack->clickhouse().restart();
    CAPTURE(stories);
    CHECK(stories > 8);
    const auto times = [&](int each) { return std::to_string(each * stories); };
    stack->query("OPTIMIZE TABLE event_log FINAL");
    CHECK(stack->value("SELECT count() FROM raw_events") == std::to_string(4 * stories + 1));
    CHECK(stack->value("SELECT count() FROM event_log WHERE distinct_id != 'recent'") == times(3));
    CHECK(stack->value("SELECT count() FROM rejected_events") == times(1));
    CHECK(stack->value("SELECT count() FROM ingestion_warnings") == times(1));
    CHECK(stack->value("SELECT count() FROM claim_verdicts WHERE refused = ''") == times(2));
    CHECK(
        stack->value("SELECT uniqExact(own_person_id) FROM person_properties WHERE key = 'story'"
        ) == times(1)
    );
}
