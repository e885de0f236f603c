#include "upkeep/migrate/readiness.h"

#include "event_rules/normalized_event.h"
#include "upkeep/migrate/rule_functions.h"
#include "upkeep/migrate/schema_migrations.h"
#include "upkeep/migrate/sql_files.h"

#include <chrono>

namespace relay {

namespace {

constexpr std::chrono::seconds kTimeout{5};
constexpr const char* kRemedy = ": run relay migrate";

Missing describeFailure(const ClickHouseError& error) {
    if (error.kind == ClickHouseError::Kind::kCertificate) {
        return {"ClickHouse is not trusted: " + error.message};
    }
    if (error.kind == ClickHouseError::Kind::kServer && error.code != 0) {
        return {"ClickHouse answers with code " + std::to_string(error.code), error.isRetryable()};
    }
    return {"ClickHouse does not answer", true};
}

// A migration that changed on disk, or one this relay does not know, is the migration command's
// business.
std::optional<Missing> findMissingMigration(
    ClickHouseClient& client,
    const std::filesystem::path& sql_root,
    const Deployment& deployment
) {
    const auto files = readSqlFiles(sql_root, deployment);
    if (!files) {
        return Missing{files.error()};
    }
    const auto applied = SchemaMigrations(client, kTimeout).read();
    if (!applied) {
        const auto& error = applied.error();
        return error.lacksTable()
                   ? Missing{"no migrations in database " + deployment.database + kRemedy}
                   : describeFailure(error);
    }
    for (const auto& file : *files) {
        if (!applied->contains(file.name)) {
            return Missing{file.name + " is not applied" + kRemedy};
        }
    }
    return std::nullopt;
}

std::optional<Missing> findWrongNormalizer(ClickHouseClient& client, NormalizerKind normalizer) {
    const auto version = std::to_string(event_rules::kRulesVersion);
    const auto function = normalizeEventFunction(normalizer);
    const auto query = normalizeEventProbe(normalizer);
    ClickHouseRequest request;
    request.query = query;
    request.timeout = kTimeout;
    const auto answer = client.execute(request);
    if (!answer) {
        auto failure = describeFailure(answer.error());
        failure.text.insert(0, function + ": ");
        return failure;
    }
    if (*answer != version + "\n") {
        return Missing{function + " answers with another version"};
    }
    return std::nullopt;
}

// Without the grant, the first insert tells.
std::optional<Missing> findFullDisk(ClickHouseClient& client) {
    ClickHouseRequest request;
    request.query =
        "SELECT count() FROM system.disks WHERE unreserved_space < 268435456 FORMAT TabSeparated";
    request.timeout = kTimeout;
    const auto full = client.execute(request);
    return full && *full != "0\n"
               ? std::optional(Missing{"ClickHouse has less than 256 MiB of disk", true})
               : std::nullopt;
}

}  // namespace

std::optional<Missing> findMissing(
    ClickHouseClient& client,
    const std::filesystem::path& sql_root,
    const Deployment& deployment
) {
    if (auto missing = findMissingMigration(client, sql_root, deployment)) {
        return missing;
    }
    if (auto wrong = findWrongNormalizer(client, deployment.normalizer)) {
        return wrong;
    }
    return findFullDisk(client);
}

}  // namespace relay
