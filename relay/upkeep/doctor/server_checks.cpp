#include "upkeep/doctor/server_checks.h"

#include "event_rules/normalized_event.h"
#include "event_rules/timestamp.h"
#include "upkeep/doctor/failure.h"
#include "upkeep/doctor/server_state.h"
#include "upkeep/migrate/migration_plan.h"
#include "upkeep/migrate/rule_functions.h"
#include "upkeep/migrate/schema_migrations.h"

#include <Poco/String.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace relay {

namespace {

constexpr auto kMigrateRemedy = "Run relay migrate.";

std::int64_t nowUs() {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::system_clock::now().time_since_epoch()
    )
        .count();
}

}  // namespace

ServerChecks::ServerChecks(
    ClickHouseClient& client,
    const Config& config,
    const std::filesystem::path& sql_root,
    std::chrono::milliseconds timeout
)
    : client_(client),
      config_(config),
      sql_root_(sql_root),
      deployment_(deploymentOf(config)),
      timeout_(timeout),
      query_(client, ScriptFolder(sql_root, deployment_), timeout) {}

bool ServerChecks::run(
    const std::function<void(const Finding&)>& tell,
    const std::function<bool()>& is_stopped
) {
    using Check = std::pair<const char*, Answer (ServerChecks::*)()>;
    constexpr std::array<Check, 8> checks{{
        {"user", &ServerChecks::checkUser},
        {"version", &ServerChecks::checkVersion},
        {"grants", &ServerChecks::checkGrants},
        {"clock", &ServerChecks::checkClock},
        {"disk", &ServerChecks::checkDisks},
        {"parts", &ServerChecks::checkParts},
        {"functions", &ServerChecks::checkFunctions},
        {"migrations", &ServerChecks::checkMigrations},
    }};
    bool takes_events = true;
    for (const auto& [subject, check] : checks) {
        if (is_stopped()) {
            return false;
        }
        const auto answer = (this->*check)();
        const bool is_cut = !answer && isOutOfReach(answer.error());
        const auto finding =
            answer ? *answer : explainFailure(is_cut ? "connection" : subject, answer.error());
        tell(finding);
        const bool is_wrong = finding.state == FindingState::kWrong;
        if (is_cut || (!answer && check == &ServerChecks::checkUser)) {
            tell({FindingState::kSkipped, "the rest", "until that is right", {}});
            return false;
        }
        const bool is_needed =
            check == &ServerChecks::checkFunctions || check == &ServerChecks::checkMigrations;
        takes_events = takes_events && !(is_wrong && is_needed);
    }
    if (!takes_events) {
        tell({FindingState::kSkipped, "test event", "until functions and migrations are right", {}}
        );
    }
    return takes_events;
}

ServerChecks::Answer ServerChecks::checkUser() {
    return query_.rows({"doctor_version"}).map([this](const auto&) {
        return Finding{FindingState::kOk, "user", config_.clickhouse.user + " may log in", {}};
    });
}

ServerChecks::Answer ServerChecks::checkVersion() {
    return query_.rows({"doctor_version"}).map([](const std::vector<Row>& rows) {
        return judgeVersion(rows.front().front());
    });
}

// The grants of relay serve's user (docs/operations.md) on tables of the database. Not those on
// system tables, which /ready and /metrics can do without.
ServerChecks::Answer ServerChecks::checkGrants() {
    const auto& database = deployment_.database;
    std::vector<std::string> grants{
        "INSERT ON " + database + ".raw_events",
        "SELECT ON " + database + ".raw_events",
        "SELECT(filename, applied_at, checksum) ON " + database + ".schema_migrations"};
    if (!config_.spool_dir.empty()) {
        grants.push_back("INSERT ON " + database + ".normalized_events");
        grants.push_back("SELECT ON " + database + ".suppressed_ids");
    }
    for (const auto& grant : grants) {
        const auto rows = query_.rows({"doctor_grant", {}, {{"GRANT", grant}}});
        if (!rows) {
            return tl::unexpected(rows.error());
        }
        if (rows->front().front() != "1") {
            return Finding{
                FindingState::kWrong,
                "grants",
                config_.clickhouse.user + " lacks " + grant,
                "GRANT " + grant + " TO " + config_.clickhouse.user +
                    "; more in docs/operations.md."};
        }
    }
    return Finding{FindingState::kOk, "grants", "those of relay serve are there", {}};
}

ServerChecks::Answer ServerChecks::checkClock() {
    const auto before = nowUs();
    return query_.rows({"server_time"}).map([before](const std::vector<Row>& rows) {
        const auto here = before + (nowUs() - before) / 2;
        const auto there = event_rules::parseTimestampText(rows.front().front()).value_or(0);
        return judgeClock(std::chrono::microseconds(there - here));
    });
}

ServerChecks::Answer ServerChecks::checkDisks() {
    return query_.rows({"doctor_disks"}).map(judgeDisks);
}

ServerChecks::Answer ServerChecks::checkParts() {
    return query_.rows({"doctor_parts"}).map(judgeParts);
}

ServerChecks::Answer ServerChecks::checkFunctions() {
    struct Probe {
        std::string function;
        std::string query;
        std::string expected;
    };

    const auto normalizer = config_.normalizer;
    const std::array probes{
        Probe{
            normalizeEventFunction(normalizer),
            normalizeEventProbe(normalizer),
            std::to_string(event_rules::kRulesVersion)},
        Probe{resolveIdentityFunction(normalizer), resolveIdentityProbe(normalizer), "0"}};
    for (const auto& probe : probes) {
        ClickHouseRequest request;
        request.query = probe.query;
        request.use_database = false;
        request.timeout = timeout_;
        const auto answer = client_.execute(request);
        if (!answer && isOutOfReach(answer.error())) {
            return tl::unexpected(answer.error());
        }
        if (!answer) {
            return explainFunction(probe.function, normalizer, answer.error());
        }
        if (Poco::trim(*answer) != probe.expected) {
            return Finding{
                FindingState::kWrong,
                "functions",
                probe.function + " answers with another version",
                "Install program and XML of one release: docs/install.md."};
        }
    }
    return Finding{
        FindingState::kOk,
        "functions",
        probes[0].function + " and " + probes[1].function + " answer",
        {}};
}

ServerChecks::Answer ServerChecks::checkMigrations() {
    const auto wrong = [](const std::string& text, const std::string& remedy) {
        return Finding{FindingState::kWrong, "migrations", text, remedy};
    };
    const auto files = readSqlFiles(sql_root_, deployment_).and_then([&](const auto& read) {
        return prepareFiles(read, placeholderValues(deployment_));
    });
    if (!files) {
        return wrong(
            files.error(), "--sql-root DIR has to name the folder of migrations/ and sql/."
        );
    }
    const auto applied = SchemaMigrations(client_, timeout_).read();
    if (!applied) {
        if (applied.error().lacksTable()) {
            return wrong("none in database " + deployment_.database, kMigrateRemedy);
        }
        return tl::unexpected(applied.error());
    }
    const auto plan = planMigration(*files, *applied);
    if (!plan) {
        return wrong(plan.error(), "Use the relay that migrated last, or restore its files.");
    }
    for (const auto& file : *plan) {
        if (file.kind != SqlFileKind::kFunction) {
            return wrong(file.name + " is not applied, or changed since", kMigrateRemedy);
        }
    }
    return Finding{
        FindingState::kOk,
        "migrations",
        "all " + std::to_string(files->size()) + " files are applied",
        {}};
}

}  // namespace relay
