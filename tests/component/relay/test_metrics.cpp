#include "scrape.h"
#include "support/catch.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace {

using component::kJsonType;
using component::makeBatch;
using component::RelayFixture;
using component::Scrape;
using component::waitFor;
using component::waitForValue;
using test_support::Answer;
using test_support::makeRequest;
using test_support::RawHttpClient;

// Requests whose replies have yet to come.
using Clients = std::vector<std::unique_ptr<RawHttpClient>>;

void post(const RelayFixture& relay, Clients& clients) {
    clients.push_back(std::make_unique<RawHttpClient>(relay.port()));
    clients.back()->send(makeRequest("POST", "/batch/", kJsonType, makeBatch(2)));
}

}  // namespace

TEST_CASE("a fresh relay shows its counters at zero, so that a first increment is seen") {
    const RelayFixture relay;
    const Scrape scrape(relay);
    for (const std::string series :
         {"relay_ingested_events_total",
          "relay_rejected_events_total{reason=\"invalid_properties\"}",
          "relay_refusals_total{reason=\"internal_error\"}",
          "relay_clickhouse_errors_total{code=\"0\"}",
          "relay_commit_retries_total",
          "relay_group_bytes_count"}) {
        INFO(series);
        CHECK(scrape.value(series) == 0);
    }
}

TEST_CASE("requests, events and bytes are counted as they came") {
    const RelayFixture relay;
    const std::string batch =
        R"({"api_key":"key_a","batch":[{"event":"e","distinct_id":"d"},{"distinct_id":"d"},7]})";
    const auto zipped = test_support::gzip(batch + std::string(1000, ' '));
    const std::string gzip_headers = std::string(kJsonType) + "Content-Encoding: gzip\r\n";
    REQUIRE(relay.exchange(makeRequest("POST", "/batch/", gzip_headers, zipped)).status == 200);
    REQUIRE(relay.postJson("{").status == 400);
    REQUIRE(relay.exchange(makeRequest("GET", "/nope", "", "")).status == 404);
    const Scrape scrape(relay);
    CHECK(scrape.value("relay_requests_total{route=\"/batch\",status=\"200\"}") == 1);
    CHECK(scrape.value("relay_requests_total{route=\"/batch\",status=\"400\"}") == 1);
    CHECK(scrape.value("relay_requests_total{route=\"other\",status=\"404\"}") == 1);
    CHECK(scrape.value("relay_refusals_total{reason=\"invalid_json\"}") == 1);
    CHECK(scrape.value("relay_refusals_total{reason=\"unknown_path\"}") == 1);
    CHECK(scrape.value("relay_ingested_events_total") == 1);
    CHECK(scrape.value("relay_rejected_events_total{reason=\"missing_event_name\"}") == 1);
    CHECK(scrape.value("relay_rejected_events_total{reason=\"not_an_object\"}") == 1);
    CHECK(scrape.value("relay_body_bytes_total") == static_cast<double>(zipped.size() + 1));
    CHECK(scrape.value("relay_inflated_bytes_total") == static_cast<double>(batch.size() + 1001));
}

TEST_CASE("what is held up shows as in flight and in the queue, and is gone afterwards") {
    RelayFixture relay;
    relay.clickhouse().hold();
    Clients clients;
    for (int groups = 1; groups <= 3; ++groups) {  // as many as may be on their way
        post(relay, clients);
        REQUIRE(waitForValue(relay, "relay_in_flight_groups", groups));
    }
    post(relay, clients);
    REQUIRE(waitForValue(relay, "relay_queued_requests", 1));
    const Scrape busy(relay);
    CHECK(busy.value("relay_queued_bytes") > 100);
    CHECK(busy.value("relay_queued_bytes") < 10'000);
    CHECK(
        busy.value("relay_memory_budget_used_bytes") > 4 * busy.value("relay_queued_bytes") - 100
    );
    CHECK(busy.value("relay_memory_budget_bytes") == 256 * 1024 * 1024);
    CHECK(busy.value("relay_connection_limit") == 1200);
    // The scrape is a request, too; one before it may not have ended.
    CHECK(busy.value("relay_in_flight_requests") >= 5);
    CHECK(busy.value("relay_open_connections") >= 5);
    relay.clickhouse().release();
    for (const auto& client : clients) {
        CHECK(client->receive().status == 200);
    }
    CHECK(waitFor(relay, [](const Scrape& scrape) {
        return scrape.value("relay_in_flight_requests") == 1 &&
               scrape.value("relay_open_connections") == 5 &&  // four stay for a next request
               scrape.value("relay_queued_requests") == 0 &&
               scrape.value("relay_queued_bytes") == 0 &&
               scrape.value("relay_in_flight_groups") == 0 &&
               scrape.value("relay_memory_budget_used_bytes") == 0;
    }));
    const Scrape after(relay);
    CHECK(after.value("relay_group_requests_count") == 4);
    CHECK(after.value("relay_group_events_sum") == 8);
    CHECK(after.value("relay_group_bytes_sum") > 4 * busy.value("relay_queued_bytes") - 100);
    CHECK(after.value("relay_group_duration_seconds_count") == 4);
    CHECK(after.value("relay_group_duration_seconds_sum") > 0);
}

TEST_CASE("errors of ClickHouse are counted by code, and what is sent again") {
    RelayFixture relay;
    relay.clickhouse().setScript([](const test_support::RecordedRequest& request) {
        const bool asks = request.query.starts_with("SELECT count() FROM raw_events");
        return Answer::ok(asks ? "1\n" : "");
    });
    relay.clickhouse().enqueue(Answer::error(503, 202));
    relay.clickhouse().enqueue(Answer::of(Answer::Kind::kReset));
    REQUIRE(relay.postJson(makeBatch(1)).status == 200);
    const Scrape scrape(relay);
    CHECK(scrape.value("relay_clickhouse_errors_total{code=\"202\"}") == 1);
    CHECK(scrape.value("relay_clickhouse_errors_total{code=\"0\"}") == 1);
    CHECK(scrape.value("relay_commit_retries_total") == 2);
}

TEST_CASE("build and process tell what runs, and since when") {
    const RelayFixture relay;
    const Scrape scrape(relay);
    const auto build = scrape.onlySeries("relay_build_info");
    CHECK(build.find("version=\"") != std::string::npos);
    CHECK(build.find("commit=\"") != std::string::npos);
    CHECK(scrape.value("process_cpu_seconds_total") > 0);
    CHECK(scrape.value("process_resident_memory_bytes") > 1e6);
    CHECK(scrape.value("process_threads") > 3);
    CHECK(scrape.value("process_open_fds") > 3);
    CHECK(scrape.value("process_max_fds") >= scrape.value("process_open_fds"));
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto age =
        std::chrono::duration<double>(now).count() - scrape.value("process_start_time_seconds");
    CHECK(age > -2);  // the start of the machine is told in whole seconds
    CHECK(age < 600);
}
