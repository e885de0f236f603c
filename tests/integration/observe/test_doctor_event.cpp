#include "changed_answers.h"
#include "support/catch.h"
#include "support/stack.h"

#include <csignal>
#include <string>

// The test event of `relay doctor` where it fails: its database is gone all the same.
namespace observe_tests {

using test_support::Answer;
using test_support::RecordedRequest;
using test_support::Stack;

namespace {

std::string leftDatabases(const Stack& stack) {
    return stack.value("SELECT count() FROM system.databases WHERE name LIKE '%\\_doctor\\_%'");
}

bool holds(const RecordedRequest& request, const std::string& text) {
    return request.query.find(text) != std::string::npos;
}

// Output in one line each, however it is wrapped.
std::string unwrapped(const std::string& text) {
    std::string result;
    for (const char byte : text) {
        const bool is_space = byte == ' ' || byte == '\n';
        if (!is_space || !result.ends_with(' ')) {
            result += is_space ? ' ' : byte;
        }
    }
    return result;
}

}  // namespace

TEST_CASE("doctor says where the test event got lost, and removes its database") {
    const Stack stack;

    struct Case {
        std::string query;
        Answer answer;
        std::string text;
    };

    const std::vector<Case> cases{
        {"INSERT INTO raw_events",
         Answer::error(500, 252, "Too many parts"),
         "WRONG test event Too many parts"},
        {"_doctor_",
         Answer::error(403, 497, "no"),
         "skipped test event default may not make a database for it"},
        {"person_distinct_ids WHERE",
         Answer::ok("0\n"),
         "WRONG test event it was stored, and is not in events"},
        {"CREATE TABLE",
         Answer::error(500, 243, "no space"),
         "WRONG test event its database cannot be migrated"}};
    for (const auto& each : cases) {
        CAPTURE(each.text);
        const ChangedAnswers changed(
            stack.clickhouseUrl(),
            [&each](const RecordedRequest& request) -> std::optional<Answer> {
                if (holds(request, each.query) && !holds(request, "DROP DATABASE")) {
                    return each.answer;
                }
                return std::nullopt;
            }
        );
        const auto result = doctor({{"CLICKHOUSE_URL", changed.url()}});
        INFO(result.output);
        CHECK(unwrapped(result.output).find(each.text) != std::string::npos);
        CHECK(leftDatabases(stack) == "0");
    }
}

TEST_CASE("doctor names the database that ClickHouse does not drop") {
    const Stack stack;
    const ChangedAnswers changed(
        stack.clickhouseUrl(),
        ChangedAnswers::of("DROP DATABASE", Answer::error(500, 999, "Keeper is away"))
    );
    const auto result = doctor({{"CLICKHOUSE_URL", changed.url()}});
    CHECK(result.exit_code == 1);
    const auto output = unwrapped(result.output);
    INFO(result.output);
    CHECK(
        output.find(
            "its database is not dropped: Keeper is away DROP DATABASE product_analytics_doctor_"
        ) != std::string::npos
    );
    CHECK(leftDatabases(stack) == "1");
}

TEST_CASE("doctor removes the database of its test event when it is told to end") {
    const Stack stack;
    const int signal = GENERATE(SIGINT, SIGTERM);
    pid_t doctor_pid = 0;
    const ChangedAnswers changed(
        stack.clickhouseUrl(),
        [&](const RecordedRequest& request) -> std::optional<Answer> {
            if (holds(request, "CREATE TABLE") && doctor_pid != 0) {
                kill(doctor_pid, signal);
            }
            return std::nullopt;
        }
    );
    test_support::ChildProcess process(doctorCommand({{"CLICKHOUSE_URL", changed.url()}}));
    doctor_pid = process.pid();
    process.closeInput();
    const auto output = process.readOutput();
    const auto errors = process.readErrors();
    INFO(output << errors);
    CHECK(process.wait() == 1);
    CHECK(errors == "relay: stopped; the checks are not complete\n");
    CHECK(output.find("skipped  test event  stopped") != std::string::npos);
    CHECK(leftDatabases(stack) == "0");
}

}  // namespace observe_tests
