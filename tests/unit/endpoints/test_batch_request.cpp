#include "endpoints/batch.h"
#include "endpoints/capture_routes.h"

#include "http/wire.h"
#include "support/catch.h"

#include <string>

namespace {

constexpr std::size_t kMaxEvents = 10;
const std::string kEvent = R"({"event":"e","distinct_id":"u","api_key":"key"})";

relay::Config makeConfig(std::uint64_t max_events_per_second) {
    relay::Config config;
    config.public_api_keys = {"key"};
    config.max_events_per_batch = kMaxEvents;
    config.max_events_per_second = max_events_per_second;
    return config;
}

std::string bodyOf(std::size_t size) {
    return kEvent + std::string(size - kEvent.size(), ' ');
}

// An endpoint whose requests may hold so much memory together; all commits succeed.
class Fixture {
public:
    explicit Fixture(std::size_t memory, std::uint64_t max_events_per_second = 0)
        : config_(makeConfig(max_events_per_second)),
          budget_(memory),
          client_budgets_(budget_, memory) {}

    // Sends a batch of this size and returns the status of the reply.
    int send(std::size_t size) { return send(bodyOf(size)); }

    int send(const std::string& text) {
        Wire wire{text};
        http::Request request;
        request.method = "POST";
        request.headers["content-type"] = "application/x-ndjson";
        request.content_length = text.size();
        request.peer_ip = "127.0.0.1";
        http::RequestBody body(request, {nullptr, wire.receiver()});
        const auto reply = endpoint_.answer(request, body);
        for (const auto& [name, value] : reply.headers) {
            if (name == "Retry-After") {
                retry_after = value;
            }
        }
        return reply.status;
    }

    [[nodiscard]] std::size_t used() const { return budget_.used(); }

    std::size_t used_in_commit = 0;
    std::string retry_after;
    bool is_storage_away = false;

private:
    relay::Config config_;
    relay::AccessPolicy access_{config_};
    relay::ClientIp client_ip_{{}};
    relay::MemoryBudget budget_;
    relay::ClientBudgets client_budgets_;
    relay::Log log_{relay::LogLevel::kSilent};
    relay::ReceiveClock receive_clock_;
    relay::RefusedSenders refused_senders_{log_};
    relay::EventRate event_rate_{config_, log_};
    relay::Metrics metrics_;
    std::atomic<bool> is_draining_ = false;
    relay::BatchServices services_{
        config_,
        access_,
        client_ip_,
        client_budgets_,
        event_rate_,
        receive_clock_,
        refused_senders_,
        metrics_,
        is_draining_,
        [this](const relay::RawRows&) {
            used_in_commit = budget_.used();
            using Result = tl::expected<relay::StoredIn, relay::Rejection>;
            return is_storage_away
                       ? Result(tl::unexpected(relay::Rejection::kClickHouseUnavailable))
                       : Result();
        }};
    relay::BatchEndpoint endpoint_{services_, relay::captureRoutes().front().route};
};

std::string tenEvents() {
    std::string events;
    for (std::size_t i = 0; i < kMaxEvents; ++i) {
        events += kEvent + '\n';
    }
    return events;
}

constexpr std::size_t kBodySize = std::size_t{64} * 1024;

std::size_t scanMemory() {
    return relay::maxScanMemory(bodyOf(kBodySize), kMaxEvents);
}

}  // namespace

TEST_CASE("a body whose scan does not fit into the memory is refused before the scan") {
    Fixture exact(kBodySize + scanMemory());
    CHECK(exact.send(kBodySize) == 200);
    CHECK(exact.used() == 0);
    Fixture tight(kBodySize + scanMemory() - 1);
    CHECK(tight.send(kBodySize) == 503);
    CHECK(tight.used() == 0);
}

TEST_CASE("at the commit a request holds its rows, and no longer its body") {
    Fixture fixture(std::size_t{1024} * 1024);
    REQUIRE(fixture.send(kBodySize) == 200);
    CHECK(fixture.used_in_commit > kEvent.size());
    CHECK(fixture.used_in_commit < kBodySize);  // the spaces behind the event are in no row
}

TEST_CASE("who sends more than MAX_EVENTS_PER_SECOND is told when to come again") {
    Fixture fixture(std::size_t{1024} * 1024, 1);
    CHECK(fixture.send(tenEvents()) == 200);
    CHECK(fixture.send(tenEvents()) == 429);
    CHECK(fixture.retry_after == "10");
}

TEST_CASE("a batch that was not stored does not count against MAX_EVENTS_PER_SECOND") {
    Fixture fixture(std::size_t{1024} * 1024, 1);
    fixture.is_storage_away = true;
    CHECK(fixture.send(tenEvents()) == 503);
    fixture.is_storage_away = false;
    CHECK(fixture.send(tenEvents()) == 200);
    CHECK(fixture.send(tenEvents()) == 429);
}
