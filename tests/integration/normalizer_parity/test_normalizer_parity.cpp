#include "event_fuzzer.h"
#include "seed_events.h"
#include "support/catch.h"
#include "support/http_exchange.h"
#include "support/stack.h"

#include <array>
#include <cstdint>
#include <iostream>
#include <string>

namespace {

constexpr std::size_t kSlice = 10'000;
constexpr std::int64_t kNowUs = 1'768'478'400'123'456;  // 2026-01-15 12:00:00.123456 UTC

const std::string kNothing;

void writeVarUInt(std::size_t value, std::string& bytes) {
    for (; value >= 0x80U; value >>= 7U) {
        bytes += static_cast<char>((value & 0x7FU) | 0x80U);
    }
    bytes += static_cast<char>(value);
}

void writeString(const std::string& text, std::string& bytes) {
    writeVarUInt(text.size(), bytes);
    bytes += text;
}

// Events in ClickHouse with what either normalizer makes of them. The calls are in a view, where
// ClickHouse puts the functions' text in their place, as it does in mv_raw_to_normalized.
class Comparison {
public:
    explicit Comparison(const test_support::Stack& stack) : stack_(stack) {
        stack_.query(
            "CREATE TABLE IF NOT EXISTS parity_events (event String, sent_at String, dialect "
            "String, sdk String) "
            "ENGINE = Memory"
        );
        const std::string arguments =
            "(event, fromUnixTimestamp64Micro(" + std::to_string(kNowUs) +
            ", 'UTC'), sent_at, toUUID('fa11bac0-0000-4000-8000-000000000000'), dialect, sdk)";
        stack_.query(
            "CREATE VIEW IF NOT EXISTS parity AS SELECT event, sent_at, dialect, "
            "normalize_event_v2" +
            arguments + " AS udf, normalize_event_sql_v2" + arguments + " AS sql FROM parity_events"
        );
        // As mv_normalized_to_event_log has it, and every value in an object of its own.
        stack_.query(
            "CREATE VIEW IF NOT EXISTS stored AS SELECT event, arrayJoin(arrayConcat([multiIf("
            "udf.rewritten_properties != '', udf.rewritten_properties, udf.properties_length = 0, "
            "'{}', substring(event, udf.properties_offset + 1, udf.properties_length))], "
            "arrayMap(operation -> concat('{\"', operation.kind, '\":', operation.value, '}'), "
            "arrayFilter(operation -> operation.kind != 'unset', udf.person_operations)))) AS json "
            "FROM parity WHERE udf.reject_reason = ''"
        );
    }

    void add(const parity::SeedEvent& event) {
        writeString(event.text, rows_);
        writeString(event.sent_at, rows_);
        writeString(event.dialect, rows_);
        writeString(event.sdk, rows_);
        ++waiting_;
    }

    // Compares what was added since the last time.
    void run() {
        insert();
        const auto counts = stack_.query(
            "SELECT count(), countIf(udf.reject_reason = ''), countIf(" + differs() +
            "), sum(length(udf.warnings)), sum(length(udf.claims)), "
            "sum(length(udf.person_operations)) FROM parity"
        );
        REQUIRE(counts.at(0).at(0) == std::to_string(waiting_));
        for (std::size_t i = 0; i < totals_.size(); ++i) {
            totals_[i] += std::stoull(counts[0].at(i).value());
        }
        if (counts[0][2] != "0") {
            differences_ += describe();
        }
        checkStored();
        waiting_ = 0;
        stack_.query("TRUNCATE TABLE parity_events");
    }

    [[nodiscard]] const std::string& differences() const { return differences_; }

    // Stored texts that a JSON function of ClickHouse does not read, or reads in its own way.
    [[nodiscard]] const std::string& unreadable() const { return unreadable_; }

    [[nodiscard]] std::uint64_t compared() const { return totals_[0]; }

    [[nodiscard]] std::uint64_t accepted() const { return totals_[1]; }

    [[nodiscard]] std::uint64_t altered() const { return altered_; }

    void print(const std::string& what) const {
        std::cout << what << ": " << totals_[0] << " events compared, " << totals_[1]
                  << " accepted, " << totals_[3] << " warnings, " << totals_[4] << " claims, "
                  << totals_[5] << " person operations; " << totals_[2] << " differ; " << stored_
                  << " JSON texts, " << altered_ << " events altered\n";
    }

private:
    void insert() {
        test_support::HttpConnection connection(stack_.clickhouseUrl());
        const auto reply = connection.call(
            {"POST",
             "/?database=product_analytics&query=INSERT%20INTO%20parity_events%20FORMAT%"
             "20RowBinary",
             {},
             rows_}
        );
        INFO(reply.body);
        REQUIRE(reply.status == 200);
        rows_.clear();
    }

    void checkStored() {
        const std::string is_unreadable =
            "NOT isValidJSON(json) OR accurateCastOrNull(json, 'JSON') IS NULL OR "
            "(JSONExtractKeysAndValuesRaw(json) = []) != (replaceRegexpAll(json, '\\\\s', '') = "
            "'{}') OR length(JSONExtractKeys(json)) != "
            "length(arrayDistinct(JSONExtractKeys(json)))";
        const auto counts =
            stack_.query("SELECT count(), countIf(" + is_unreadable + ") FROM stored");
        stored_ += std::stoull(counts.at(0).at(0).value());
        altered_ += std::stoull(
            stack_.value("SELECT countIf(has(udf.warnings.kind, 'properties_altered')) FROM parity")
        );
        if (counts[0].at(1) != "0") {
            for (const auto& row : stack_.query(
                     "SELECT hex(event), json FROM stored WHERE " + is_unreadable + " LIMIT 5"
                 )) {
                unreadable_ += "\nevent (hex) " + row.at(0).value() + "\n  " + row.at(1).value();
            }
        }
    }

    // A NULL is equal to a NULL here.
    static std::string differs() { return "toString(udf) != toString(sql)"; }

    std::string describe() const {
        std::string text;
        const auto rows = stack_.query(
            "SELECT hex(event), concat(dialect, ' ', sent_at), toString(udf), toString(sql) FROM "
            "parity WHERE " +
            differs() + " LIMIT 5"
        );
        for (const auto& row : rows) {
            text += "\nevent (hex) " + row.at(0).value() + " sent_at " + row.at(1).value() +
                    "\n  udf " + row.at(2).value() + "\n  sql " + row.at(3).value();
        }
        return text;
    }

    const test_support::Stack& stack_;
    std::string rows_;
    std::size_t waiting_ = 0;
    std::array<std::uint64_t, 6> totals_{};
    std::string differences_;
    std::string unreadable_;
    std::uint64_t stored_ = 0;
    std::uint64_t altered_ = 0;
};

void checkFuzzed(const test_support::Stack& stack, std::size_t events, std::uint64_t seed) {
    Comparison fuzzed(stack);
    parity::EventFuzzer fuzzer(parity::seedEvents(kNowUs), seed);
    for (std::size_t i = 1; i <= events; ++i) {
        fuzzed.add(fuzzer.next());
        if (i % kSlice == 0) {
            fuzzed.run();
        }
    }
    fuzzed.print("fuzzed");
    CHECK(fuzzed.differences() == kNothing);
    CHECK(fuzzed.unreadable() == kNothing);
    CHECK(fuzzed.altered() > events / 20);
    CHECK(fuzzed.compared() == events);
    CHECK(fuzzed.accepted() > events / 3);
}

test_support::StackOptions withSqlNormalizer() {
    return {.relay_environment = {{"NORMALIZER", "sql"}}};
}

}  // namespace

TEST_CASE("the SQL normalizer gives the rows of the executable one, whose JSON ClickHouse reads") {
    const test_support::Stack stack(withSqlNormalizer());
    Comparison golden(stack);
    const auto seeds = parity::seedEvents(kNowUs);
    for (const auto& seed : seeds) {
        golden.add(seed);
    }
    golden.run();
    golden.print("golden corpus and web events");
    CHECK(golden.differences() == kNothing);
    CHECK(golden.unreadable() == kNothing);
    CHECK(golden.compared() == seeds.size());
    checkFuzzed(stack, 20'000, 20260115);
}

TEST_CASE("the same of many events", "[long]") {
    const test_support::Stack stack(withSqlNormalizer());
    checkFuzzed(stack, 100'000, 20260116);
}
