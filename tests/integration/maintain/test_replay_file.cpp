#include "maintained_stack.h"
#include "support/catch.h"
#include "support/raw_http_client.h"

#include <string>

namespace maintain_tests {

using test_support::gzip;
using test_support::Stack;

namespace {

const std::vector<std::string> kLoad{"replay", "--file", "-"};

std::string lines(int first, int last) {
    std::string text;
    for (int n = first; n <= last; ++n) {
        text +=
            R"({"api_key":"golden_key","event":"e","distinct_id":"u)" + std::to_string(n) + "\"}\n";
    }
    return text;
}

std::string summary(const std::string& lines, const std::string& loaded, const std::string& there) {
    return lines + " lines: " + loaded + " events loaded, " + there + " were there already\n";
}

void refuseEvents(const Stack& stack) {
    stack.query("ALTER TABLE event_log ADD CONSTRAINT broken CHECK event = ''");
}

}  // namespace

TEST_CASE("every event of a file has its own place, in the order of the file") {
    const Stack stack;
    const std::string head =
        R"({"event":"e","uuid":"7f8c2a1e-0000-4000-8000-000000000001","distinct_id":"u",)"
        R"("timestamp":"2026-01-05T00:00:00Z","properties":{"n":)";
    const auto load = relay(
        stack,
        kLoad,
        head + "1}}\n" + head + "2}}\n" + R"({"batch":[)" + head + "3}}," + head + "4}}]}\n"
    );
    INFO(load.errors);
    CHECK(load.output == summary("3", "4", "0"));
    CHECK(stack.value("SELECT uniqExact(received_at, seq) FROM raw_events") == "4");
    stack.query("OPTIMIZE TABLE event_log FINAL");
    CHECK(stack.value("SELECT groupArray(properties) FROM events") == R"(['{"n":1}'])");
}

TEST_CASE("events of a file are known by their line, whatever comes before it") {
    const Stack stack;
    CHECK(relay(stack, kLoad, std::string("no json\n").append(lines(1, 3))).exit_code == 1);
    std::string corrected = R"({"event":"e","distinct_id":"u0"})";
    corrected.append("\n").append(lines(1, 3));
    CHECK(relay(stack, kLoad, corrected).output == summary("4", "1", "3"));
    CHECK(stack.value("SELECT count() FROM events") == "4");
}

TEST_CASE("a gzip file is loaded whole, also one of several members") {
    const Stack stack;
    CHECK(relay(stack, kLoad, gzip(lines(1, 3))).output == summary("3", "3", "0"));
    const auto two = gzip(lines(1, 3)) + gzip(lines(4, 6));
    CHECK(relay(stack, kLoad, two).output == summary("6", "3", "3"));
    CHECK(stack.value("SELECT count() FROM events") == "6");
}

TEST_CASE("what stands before the damage of a file is loaded to the end") {
    const Stack stack;
    const auto garbage = relay(stack, kLoad, gzip("no json\n" + lines(1, 3)) + "garbage");
    CHECK(garbage.exit_code == 1);
    CHECK(garbage.errors == "relay: after line 4: not gzip; 1 lines were bad and are not loaded\n");
    CHECK(garbage.output.ends_with(summary("4", "3", "0")));
    CHECK(stack.value("SELECT count() FROM events") == "3");
    const auto two = gzip(lines(4, 6)) + gzip(lines(7, 9));
    const auto cut = relay(stack, kLoad, two.substr(0, two.size() - 3));
    CHECK(cut.exit_code == 1);
    CHECK(cut.errors == "relay: after line 6: the gzip text is cut\n");
    CHECK(cut.output == summary("6", "6", "0"));
    CHECK(stack.value("SELECT count() FROM events") == "9");
    CHECK(stack.value("EXISTS TABLE replay_loading") == "0");
}

TEST_CASE("a load that failed half-way is completed by the next one") {
    const Stack stack;
    const auto file = lines(1, 3) + R"({"event":"","distinct_id":"u"})" + "\n";
    refuseEvents(stack);
    const auto failed = relay(stack, kLoad, file);
    CHECK(failed.exit_code == 1);
    CHECK(failed.errors.find("not all stored; running it again completes it") != std::string::npos);
    REQUIRE(stack.value("SELECT count() FROM raw_events") == "4");
    REQUIRE(stack.value("SELECT count() FROM events") == "0");
    CHECK(relay(stack, kLoad, file).exit_code == 1);
    stack.query("ALTER TABLE event_log DROP CONSTRAINT broken");
    const auto again = relay(stack, kLoad, file);
    INFO(again.errors << again.output);
    CHECK(again.exit_code == 0);
    CHECK(again.output.starts_with("4 events of a load that was cut short are completed\n"));
    CHECK(again.output.find(summary("4", "0", "4")) != std::string::npos);
    CHECK(stack.value("SELECT count() FROM events") == "3");
    CHECK(stack.value("SELECT count() FROM rejected_events") == "1");
    CHECK(relay(stack, kLoad, file).output == summary("4", "0", "4"));
}

TEST_CASE("a load that failed half-way is completed by another replay") {
    const Stack stack;
    refuseEvents(stack);
    CHECK(relay(stack, kLoad, lines(1, 3)).exit_code == 1);
    stack.query("ALTER TABLE event_log DROP CONSTRAINT broken");
    const auto other = relay(stack, {"replay", "--rejected"});
    CHECK(other.exit_code == 0);
    CHECK(other.output.starts_with("3 events of a load that was cut short are completed\n"));
    CHECK(stack.value("SELECT count() FROM events") == "3");
}

TEST_CASE("a load survives kills of ClickHouse and of itself, and loads exactly once") {
    Stack stack;
    std::string file;
    for (int n = 1; n <= 12'000; ++n) {
        file += n % 10 == 0 ? R"({"event":"","distinct_id":"u"})" + std::string("\n") : lines(n, n);
    }
    const TemporaryFile saved(file);
    const std::vector<std::string> load{"replay", "--file", saved.path()};
    killDuring(stack, load, "SELECT count() > 4000 FROM raw_events", Victim::kClickHouse);
    killDuring(stack, load, "SELECT count() > 9000 FROM raw_events", Victim::kRelay);
    const auto done = relay(stack, load);
    INFO(done.errors << done.output);
    CHECK(done.exit_code == 0);
    CHECK(stack.value("SELECT count() FROM raw_events") == "12000");
    CHECK(stack.value("SELECT count() FROM rejected_events") == "1200");
    CHECK(stack.value("SELECT (count(), uniqExact(uuid)) FROM event_log FINAL") == "(10800,10800)");
    CHECK(relay(stack, load).output == summary("12000", "0", "12000"));
}

TEST_CASE("a line that ClickHouse would refuse costs no other line, and is named") {
    const Stack stack;
    const auto row = [](const std::string& seq, const std::string& time, const std::string& more) {
        return R"({"batch_id":"7f8c2a1e-0000-4000-8000-000000000001","seq":)" + seq +
               R"(,"received_at":")" + time + "\"," + more +
               R"("fallback_uuid":"7f8c2a1e-0000-4000-8000-000000000002",)"
               R"("event":"{\"event\":\"e\",\"distinct_id\":\"u\"}"})"
               "\n";
    };
    const auto now = stack.value("SELECT toString(now64(6, 'UTC'))");
    const auto file = row("0", now, R"("_part":"all_1_1_0",)") + row("1", now, R"("ip":[1],)") +
                      row("2", "2026-99-05 10:00:00.123456", "") + row("3", now, "") + lines(1, 2);
    for (const auto& counts : {summary("6", "3", "0"), summary("6", "0", "3")}) {
        const auto load = relay(stack, kLoad, file);
        CHECK(load.errors == "relay: 3 lines were bad and are not loaded\n");
        CHECK(
            load.output ==
            "line 1: raw_events has no column _part\nline 2: ip must be a string\n"
            "line 3: not a complete row of raw_events\n" +
                counts
        );
    }
    CHECK(stack.value("SELECT count() FROM events") == "3");
}

TEST_CASE("a file may hold whatever JSON.parse accepts, as a request may") {
    const Stack stack;
    const std::string file =
        R"({"event":"e","distinct_id":"u","properties":{"s":"\ud83d","n":1e999}})"
        "\n"
        R"({"batch":[{"event":"e","distinct_id":"u","properties":{"s":"\udc00"}}]})"
        "\n";
    const auto load = relay(stack, kLoad, file);
    CHECK(load.output == summary("2", "2", "0"));
    CHECK(load.errors.empty());
    CHECK(stack.value("SELECT count() FROM events") == "2");
    CHECK(stack.value("SELECT countIf(position(event, 'ud83d') > 0) FROM raw_events") == "1");
}

TEST_CASE("the events of an old body keep their times and their order") {
    const Stack stack;
    const std::string body =
        R"({"sent_at":"2026-01-05T10:00:00Z","batch":[)"
        R"({"event":"e","distinct_id":"u","timestamp":"2026-01-05T09:59:58Z"},)"
        R"({"event":"p","distinct_id":"u","$set":{"plan":"free"}},)"
        R"({"event":"p","distinct_id":"u","$set":{"plan":"paid"}},)"
        R"({"event":"p","distinct_id":"u","$set":{"plan":"team"}}]})"
        "\n";
    CHECK(relay(stack, kLoad, body).output == summary("1", "4", "0"));
    CHECK(
        stack.value("SELECT timestamp FROM events WHERE event = 'e'") ==
        "2026-01-05 09:59:58.000000"
    );
    CHECK(stack.value("SELECT max(last_set).4 FROM person_properties") == "\"team\"");
    CHECK(stack.value("SELECT count() FROM ingestion_warnings") == "0");
}

TEST_CASE("rows that raw_events would drop at once are refused") {
    const Stack stack;
    const std::string row =
        R"({"batch_id":"7f8c2a1e-0000-4000-8000-000000000001","seq":0,"received_at":"2020-08-01 10:00:00.000000",)"
        R"("api_key":"","origin":"","ip":"","user_agent":"","sent_at":"",)"
        R"("fallback_uuid":"7f8c2a1e-0000-4000-8000-000000000002","event":"{}"})";
    for (int time = 0; time < 2; ++time) {
        const auto load = relay(stack, kLoad, row + "\n");
        CHECK(load.exit_code == 1);
        CHECK(
            load.output ==
            "line 1: received 2020-08-01 10:00:00.000000, longer ago than RAW_RETENTION_DAYS (30) "
            "keeps raw events\n" +
                summary("1", "0", "0")
        );
    }
    CHECK(stack.value("SELECT count() FROM rejected_events") == "0");
}

}  // namespace maintain_tests
