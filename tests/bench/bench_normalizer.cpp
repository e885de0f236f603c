#include "bench.h"
#include "event_rules/normalizer.h"
#include "support/http_exchange.h"
#include "support/stack.h"
#include "web_events.h"

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

namespace {

constexpr int kEvents = 10'000;
constexpr int kPasses = 10;
constexpr int kStored = 100'000;
constexpr int kRounds = 9;
constexpr double kMicroseconds = 1e6;

// What the normalizer gives, as far as JSONExtract can: the members as text, the ids parsed, the
// person's hash. `properties` stays text.
constexpr const char* kJsonExtract =
    "JSONExtract(event, 'Tuple(uuid String, event String, distinct_id String, timestamp String, "
    "properties Tuple(`$session_id` String, `$window_id` String, `$elements_chain` String, "
    "`$current_url` String, `$host` String, `$anon_distinct_id` String, `$set` String))') AS t, "
    "JSONExtractRaw(event, 'properties') AS properties, toUUIDOrZero(t.1) AS uuid, "
    "parseDateTime64BestEffortOrNull(t.4, 6, 'UTC') AS timestamp, SHA1(t.3) AS person";
constexpr const char* kNormalize =
    "normalize_event_v2(event, received_at, sent_at, fallback_uuid, dialect, sdk) AS t";

template <typename Work>
double seconds(const Work& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void benchInProcess(Report& report) {
    WebEvents events(1);
    std::vector<std::string> texts;
    for (int i = 0; i < kEvents; ++i) {
        texts.push_back(events.next());
    }
    event_rules::Normalizer normalizer;
    std::vector<double> samples;
    for (int round = 0; round < kRounds; ++round) {
        std::size_t rejected = 0;
        const double time = seconds([&] {
            for (int pass = 0; pass < kPasses; ++pass) {
                for (const auto& text : texts) {
                    rejected += normalizer.normalize({text, 1'769'860'800'000'000, "", {}}).rejected
                                    ? 1U
                                    : 0U;
                }
            }
        });
        if (rejected != 0) {
            throw std::runtime_error("the normalizer rejects a template");
        }
        samples.push_back(time * kMicroseconds / kEvents / kPasses);
    }
    report.add({"normalizer in process", "us/event", spreadOf(samples), "2", "1", ""});
}

class StoredEvents {
public:
    StoredEvents() : connection_(stack_.clickhouseUrl()) {
        WebEvents events(2);
        stack_.query(
            "CREATE TABLE stored ENGINE = MergeTree ORDER BY tuple() EMPTY AS SELECT * FROM "
            "raw_events"
        );
        std::string rows =
            "INSERT INTO stored (received_at, fallback_uuid, event) FORMAT JSONEachRow\n";
        for (int i = 0; i < kEvents; ++i) {
            rows +=
                R"({"received_at":"2026-01-31 12:00:00","fallback_uuid":"00000000-0000-4000-8000-000000000000","event":)" +
                events.next() + "}\n";
        }
        for (int i = 0; i < kStored / kEvents; ++i) {
            run(rows, "&input_format_json_read_objects_as_strings=1&insert_deduplicate=0");
        }
        run("OPTIMIZE TABLE stored FINAL", "");
        if (stack_.value("SELECT count() FROM stored") != std::to_string(kStored)) {
            throw std::runtime_error("the events to normalize are not stored");
        }
    }

    // One thread, blocks as large as an insert's.
    double select(const std::string& expressions) {
        return seconds([&] {
            run("SELECT " + expressions + " FROM stored FORMAT Null",
                "&max_threads=1&max_block_size=65536&preferred_block_size_bytes=0");
        });
    }

private:
    void run(const std::string& sql, const std::string& settings) {
        const auto reply = connection_.call(
            {"POST", "/?database=product_analytics&wait_end_of_query=1" + settings, {}, sql}
        );
        if (reply.status != 200) {
            throw std::runtime_error(reply.body);
        }
    }

    test_support::Stack stack_;
    test_support::HttpConnection connection_;
};

}  // namespace

void benchNormalizer(Report& report, const Settings& /*settings*/) {
    benchInProcess(report);
    StoredEvents events;
    std::vector<double> normalized;
    std::vector<double> extracted;
    for (int round = 0; round < kRounds; ++round) {
        const double read =
            events.select("event, received_at, sent_at, fallback_uuid, dialect, sdk");
        normalized.push_back((events.select(kNormalize) - read) * kMicroseconds / kStored);
        extracted.push_back((events.select(kJsonExtract) - read) * kMicroseconds / kStored);
    }
    report.add({"normalizer through the engine", "us/event", spreadOf(normalized)});
    report.add(
        {"normalizer through the engine / JSONExtract",
         "ratio",
         spreadOf(ratios(normalized, extracted)),
         "1.0",
         "0.6",
         ""}
    );
}

}  // namespace bench
