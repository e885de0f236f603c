#include "bench.h"
#include "dialects/raw_event_normalizer.h"
#include "support/http_exchange.h"
#include "support/stack.h"
#include "web_events.h"

#include <time.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
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
constexpr const char* kArguments = "event, received_at, sent_at, fallback_uuid, dialect, sdk";
constexpr const char* kNormalize =
    "normalize_event_v2(event, received_at, sent_at, fallback_uuid, dialect, sdk) AS t";

template <typename Work>
double seconds(const Work& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Of this process, so that others on the machine do not count.
double cpuSeconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// Normalizes one kind of event again and again.
class InProcess {
public:
    InProcess(const char* templates, std::string_view dialect) : dialect_{dialect, ""} {
        WebEvents events(1, 0, templates);
        for (int i = 0; i < kEvents; ++i) {
            texts_.push_back(events.next());
        }
    }

    // CPU of an event, in microseconds.
    double measure() {
        std::size_t rejected = 0;
        const double start = cpuSeconds();
        for (int pass = 0; pass < kPasses; ++pass) {
            for (const auto& text : texts_) {
                const auto& event =
                    normalizer_.normalize({text, 1'769'860'800'000'000, "", {}}, dialect_);
                rejected += event.rejected ? 1U : 0U;
            }
        }
        if (rejected != 0) {
            throw std::runtime_error("the normalizer rejects a template");
        }
        return (cpuSeconds() - start) * kMicroseconds / kEvents / kPasses;
    }

private:
    dialects::Dialect dialect_;
    std::vector<std::string> texts_;
    dialects::RawEventNormalizer normalizer_;
};

// What a message of Segment costs, in events of PostHog.
void compareSdks(
    Report& report,
    const std::string& platform,
    const char* segment_templates,
    const char* posthog_templates
) {
    InProcess messages(segment_templates, "segment");
    InProcess events(posthog_templates, "");
    std::vector<double> segment;
    std::vector<double> posthog;
    for (int round = 0; round < kRounds; ++round) {
        segment.push_back(messages.measure());
        posthog.push_back(events.measure());
    }
    report.add(
        {"normalizer in process, Segment / PostHog, " + platform,
         "ratio",
         spreadOf(ratios(segment, posthog)),
         "1.3",
         "",
         ""}
    );
}

void benchInProcess(Report& report) {
    InProcess events(kEventTemplates, "");
    std::vector<double> own;
    for (int round = 0; round < kRounds; ++round) {
        own.push_back(events.measure());
    }
    report.add({"normalizer in process", "us/event", spreadOf(own), "2", "1", ""});
    compareSdks(report, "browsers", kSegmentJsTemplates, kPosthogJsTemplates);
    compareSdks(report, "Node", kSegmentNodeTemplates, kPosthogNodeTemplates);
}

class StoredEvents {
public:
    StoredEvents() : connection_(stack_.clickhouseUrl()) {
        fill("stored", kEventTemplates, "");
        fill("posthog_js", kPosthogJsTemplates, "");
        fill("segment_js", kSegmentJsTemplates, "segment");
    }

    // One thread, blocks as large as an insert's. Of an event, in microseconds.
    double select(const std::string& expressions, const std::string& table = "stored") {
        const double time = seconds([&] {
            run("SELECT " + expressions + " FROM " + table + " FORMAT Null",
                "&max_threads=1&max_block_size=65536&preferred_block_size_bytes=0");
        });
        return time * kMicroseconds / kStored;
    }

    // The same without what reading costs.
    double normalize(const std::string& table) {
        return select(kNormalize, table) - select(kArguments, table);
    }

private:
    void fill(const std::string& table, const char* templates, const std::string& dialect) {
        WebEvents events(2, 0, templates);
        stack_.query(
            "CREATE TABLE " + table +
            " ENGINE = MergeTree ORDER BY tuple() EMPTY AS SELECT * FROM raw_events"
        );
        std::string rows = "INSERT INTO " + table +
                           " (received_at, fallback_uuid, dialect, event) FORMAT JSONEachRow\n";
        for (int i = 0; i < kEvents; ++i) {
            rows +=
                R"({"received_at":"2026-01-31 12:00:00","fallback_uuid":"00000000-0000-4000-8000-000000000000","dialect":")" +
                dialect + R"(","event":)" + events.next() + "}\n";
        }
        for (int i = 0; i < kStored / kEvents; ++i) {
            run(rows, "&input_format_json_read_objects_as_strings=1&insert_deduplicate=0");
        }
        run("OPTIMIZE TABLE " + table + " FINAL", "");
        if (stack_.value("SELECT count() FROM " + table) != std::to_string(kStored)) {
            throw std::runtime_error("the events to normalize are not stored");
        }
    }

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
    std::vector<double> posthog;
    std::vector<double> segment;
    std::vector<double> extracted;
    for (int round = 0; round < kRounds; ++round) {
        normalized.push_back(events.normalize("stored"));
        posthog.push_back(events.normalize("posthog_js"));
        segment.push_back(events.normalize("segment_js"));
        extracted.push_back(events.select(kJsonExtract) - events.select(kArguments));
    }
    report.add({"normalizer through the engine", "us/event", spreadOf(normalized)});
    report.add(
        {"normalizer through the engine, Segment / PostHog, browsers",
         "ratio",
         spreadOf(ratios(segment, posthog)),
         "1.3",
         "",
         ""}
    );
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
