#include "changed_answers.h"
#include "event_rules/normalized_event.h"
#include "support/catch.h"
#include "support/embedded_clickhouse.h"
#include "support/stack.h"
#include "support/test_ca.h"

#include <sstream>
#include <string>

// What `relay doctor` says of each thing that can be wrong, before the real engine.
namespace observe_tests {

using test_support::Answer;
using test_support::EmbeddedClickHouse;
using test_support::FakeClickHouse;
using test_support::ProcessResult;
using test_support::Stack;

namespace {

const std::string kNormalizer = "normalize_event_v" + std::to_string(event_rules::kRulesVersion);

// The line that begins with state and subject, and those that go on with it.
bool tells(
    const ProcessResult& result,
    const std::string& state,
    const std::string& subject,
    const std::string& text
) {
    std::istringstream lines(result.output);
    std::string joined;
    for (std::string line; std::getline(lines, line);) {
        const auto start = line.find_first_not_of(' ');
        joined += start > 9 && start != std::string::npos ? " " + line.substr(start) : "\n" + line;
    }
    const auto at = joined.find("\n" + state + std::string(9 - state.size(), ' ') + subject + " ");
    const auto line =
        at == std::string::npos ? "" : joined.substr(at + 1, joined.find('\n', at + 1) - at - 1);
    INFO(result.output << result.errors);
    CHECK(line.find(text) != std::string::npos);
    return line.find(text) != std::string::npos;
}

std::size_t longestLine(const std::string& text) {
    std::istringstream lines(text);
    std::size_t longest = 0;
    for (std::string line; std::getline(lines, line);) {
        longest = std::max(longest, line.size());
    }
    return longest;
}

}  // namespace

TEST_CASE("doctor has a line for each thing that is right, and what origins and keys need") {
    const Stack stack;
    const auto databases = stack.query("SHOW DATABASES");
    const Environment environment{
        {"CLICKHOUSE_URL", stack.clickhouseUrl()},
        {"PUBLIC_API_KEYS", "a_key"},
        {"ALLOWED_ORIGINS", "https://app.example"}};
    const auto result = doctor(environment, {"--origin", "https://app.example"});
    CHECK(result.exit_code == 0);
    for (const std::string subject :
         {"settings",
          "connection",
          "user",
          "version",
          "grants",
          "clock",
          "parts",
          "functions",
          "migrations"}) {
        tells(result, "ok", subject, "");
    }
    tells(result, "ok", "test event", "sent, stored and found");
    tells(result, "ok", "origin", "https://app.example is accepted");
    CHECK(longestLine(result.output) <= 80);
    CHECK(result.output.find('\x1b') == std::string::npos);
    CHECK(stack.query("SHOW DATABASES") == databases);
    CHECK(stack.value("SELECT count() FROM raw_events") == "0");

    const auto refused = doctor(environment, {"--origin", "http://app.example"});
    CHECK(refused.exit_code == 1);
    tells(refused, "WRONG", "origin", "the scheme differs");
    const auto closed = doctor({{"CLICKHOUSE_URL", stack.clickhouseUrl()}});
    CHECK(closed.exit_code == 0);
    tells(closed, "warning", "settings", "Nobody may send events");
}

TEST_CASE("doctor lists every variable that is wrong") {
    const auto result =
        doctor({{"PORT", "many"}, {"CLICKHOUSE_URL", "ftp://x"}, {"NORMALIZER", "c"}});
    CHECK(result.exit_code == 1);
    for (const std::string name : {"PORT", "CLICKHOUSE_URL", "NORMALIZER"}) {
        CHECK(result.errors.find("\n" + name + " must be") != std::string::npos);
    }
}

TEST_CASE("doctor tells an address that is wrong from a server that is") {
    tells(
        doctor({{"CLICKHOUSE_URL", "http://127.0.0.1:1"}}),
        "WRONG",
        "connection",
        "nobody listens on 127.0.0.1 port 1"
    );
    tells(
        doctor({{"CLICKHOUSE_URL", "http://nowhere.invalid"}}),
        "WRONG",
        "connection",
        "nowhere.invalid has no address"
    );
    FakeClickHouse proxy;
    proxy.setScript([](const auto&) { return Answer::error(502, 0, "<html>bad gateway</html>"); });
    const auto result = doctor({{"CLICKHOUSE_URL", proxy.url()}});
    CHECK(result.exit_code == 1);
    tells(result, "WRONG", "connection", "HTTP status 502, and not of ClickHouse");
    tells(result, "skipped", "the rest", "");
    FakeClickHouse silent;
    silent.hold();
    tells(
        doctor({{"CLICKHOUSE_URL", silent.url()}}), "WRONG", "connection", "does not answer in time"
    );
    silent.release();
}

TEST_CASE("doctor says why a certificate is not trusted, and what speaks no TLS") {
    const test_support::TestCa ca;
    const FakeClickHouse fake(ca.issue("DNS:localhost,IP:127.0.0.1"));
    const auto url = "https://127.0.0.1:" + std::to_string(fake.port());
    tells(
        doctor({{"CLICKHOUSE_URL", url}}),
        "WRONG",
        "connection",
        "its certificate is not trusted: Certificate validation error: 127.0.0.1: unable to get "
        "local issuer certificate"
    );
    CHECK(fake.requests().empty());
    // By chance it answers what it takes for a broken request, or waits for the rest of it.
    const FakeClickHouse plain;
    const auto wrong = "https://127.0.0.1:" + std::to_string(plain.port());
    tells(
        doctor({{"CLICKHOUSE_URL", wrong}}), "WRONG", "connection", "8123 is http, 8443 is https"
    );
}

TEST_CASE("doctor tells a wrong password, a function that is missing and a database that is new") {
    const EmbeddedClickHouse engine({.user = "ann", .password = "right"});
    const Environment right{
        {"CLICKHOUSE_URL", engine.url()},
        {"CLICKHOUSE_USER", "ann"},
        {"CLICKHOUSE_PASSWORD", "right"}};
    auto wrong = right;
    wrong["CLICKHOUSE_PASSWORD"] = "wrong-secret";
    const auto refused = doctor(wrong);
    CHECK(refused.exit_code == 1);
    tells(refused, "WRONG", "user", "does not know this user with this password");
    CHECK((refused.output + refused.errors).find("wrong-secret") == std::string::npos);

    const auto bare = doctor(right);
    CHECK(bare.exit_code == 1);
    tells(bare, "WRONG", "functions", kNormalizer + " is not there");
    tells(bare, "WRONG", "migrations", "none in database product_analytics Run relay migrate");
    tells(bare, "skipped", "test event", "");
    auto in_sql = right;
    in_sql["NORMALIZER"] = "sql";
    tells(doctor(in_sql), "WRONG", "functions", "is not there Run relay migrate");
}

TEST_CASE("doctor tells a program that does not run from one of another version") {
    const EmbeddedClickHouse engine(
        {.user_scripts_path = "/nonexistent", .functions = FUNCTION_FILES}
    );
    tells(
        doctor({{"CLICKHOUSE_URL", engine.url()}}),
        "WRONG",
        "functions",
        kNormalizer + " is there, its program is not"
    );
    const ChangedAnswers changed(engine.url(), ChangedAnswers::of(kNormalizer, Answer::ok("0\n")));
    tells(
        doctor({{"CLICKHOUSE_URL", changed.url()}}),
        "WRONG",
        "functions",
        kNormalizer + " answers with another version"
    );
    const ChangedAnswers no_identity(
        engine.url(),
        [](const auto& request) -> std::optional<Answer> {
            if (request.query.find(kNormalizer) != std::string::npos) {
                return Answer::ok(std::to_string(event_rules::kRulesVersion) + "\n");
            }
            return std::nullopt;
        }
    );
    tells(
        doctor({{"CLICKHOUSE_URL", no_identity.url()}}),
        "WRONG",
        "functions",
        "resolve_identity_v1 is there, its program is not"
    );
}

TEST_CASE("doctor names a migration that is not applied, and a folder without any") {
    const Stack stack;
    stack.query("DELETE FROM schema_migrations WHERE filename = 'views/events.sql'");
    const auto result = doctor({{"CLICKHOUSE_URL", stack.clickhouseUrl()}});
    CHECK(result.exit_code == 1);
    tells(
        result,
        "WRONG",
        "migrations",
        "views/events.sql is not applied, or changed since Run relay migrate"
    );
    tells(result, "skipped", "test event", "");
    stack.query(
        "INSERT INTO schema_migrations SELECT '0001_raw_events.sql', now64(6) + 1, 'another'"
    );
    tells(
        doctor({{"CLICKHOUSE_URL", stack.clickhouseUrl()}}),
        "WRONG",
        "migrations",
        "0001_raw_events.sql changed after it was applied"
    );
}

TEST_CASE("doctor names a grant that is missing, an old version, a clock, a disk and parts") {
    const Stack stack;
    const auto with = [&stack](const std::string& query, const std::string& answer) {
        const ChangedAnswers changed(
            stack.clickhouseUrl(), ChangedAnswers::of(query, Answer::ok(answer))
        );
        return doctor({{"CLICKHOUSE_URL", changed.url()}});
    };
    tells(
        with("CHECK GRANT INSERT", "0\n"),
        "WRONG",
        "grants",
        "default lacks INSERT ON product_analytics.raw_events GRANT INSERT ON "
        "product_analytics.raw_events TO default"
    );
    const auto without_spool_grant = ChangedAnswers::of(
        "CHECK GRANT SELECT ON product_analytics.suppressed_ids", Answer::ok("0\n")
    );
    const ChangedAnswers of_spool(stack.clickhouseUrl(), without_spool_grant);
    tells(
        doctor({{"CLICKHOUSE_URL", of_spool.url()}, {"SPOOL_DIR", "/nowhere"}}),
        "WRONG",
        "grants",
        "default lacks SELECT ON product_analytics.suppressed_ids"
    );
    tells(
        doctor({{"CLICKHOUSE_URL", of_spool.url()}}),
        "ok",
        "grants",
        "those of relay serve are there"
    );
    tells(with("SELECT version()", "25.8.1\n"), "WRONG", "version", "ClickHouse 25.8.1");
    tells(
        with("now64(6, 'UTC'))", "2020-01-01 00:00:00.000000\n"),
        "warning",
        "clock",
        "behind this machine"
    );
    tells(with("system.disks", "default\t5\t1000\n"), "WRONG", "disk", "default: 0 GB left, 0 %");
    tells(
        with("system.parts", "event_log\t202601\t2000\t1000\t3000\n"),
        "warning",
        "parts",
        "2000 in a partition (event_log, 202601)"
    );
    const ChangedAnswers denied(
        stack.clickhouseUrl(),
        ChangedAnswers::of("system.disks", Answer::error(403, 497, "Not enough privileges"))
    );
    tells(doctor({{"CLICKHOUSE_URL", denied.url()}}), "WRONG", "disk", "Not enough privileges");
}

}  // namespace observe_tests
