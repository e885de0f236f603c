#include "migrate/schema_migrations.h"

#include "migrate/cluster_sql.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace relay {

namespace {

// "name<TAB>checksum" lines; neither holds a byte that TabSeparated would escape.
AppliedFiles parse(std::string_view rows) {
    AppliedFiles applied;
    while (!rows.empty()) {
        const auto row = rows.substr(0, rows.find('\n'));
        const auto tab = row.find('\t');
        if (tab != std::string_view::npos) {
            applied.emplace(row.substr(0, tab), row.substr(tab + 1));
        }
        rows.remove_prefix(std::min(rows.size(), row.size() + 1));
    }
    return applied;
}

std::vector<std::string> createStatements(const Deployment& deployment) {
    const auto table = deployment.database + ".schema_migrations";
    const std::array<std::string, 2> statements{
        "CREATE DATABASE IF NOT EXISTS `" + deployment.database + "`",
        "CREATE TABLE IF NOT EXISTS " + table +
            " (filename String, applied_at DateTime64(6, 'UTC'), checksum String) "
            "ENGINE = ReplacingMergeTree(applied_at) ORDER BY filename"};
    std::vector<std::string> rendered;
    for (const auto& statement : statements) {
        if (!deployment.isCluster()) {
            rendered.push_back(statement);
            continue;
        }
        const auto texts = renderForCluster(statement, SqlFileKind::kMigration, deployment);
        rendered.insert(rendered.end(), texts.value().begin(), texts.value().end());
    }
    return rendered;
}

}  // namespace

tl::expected<std::string, ClickHouseError> SchemaMigrations::findEngine(const Deployment& deployment
) {
    const std::string query = "SELECT engine FROM system.tables WHERE database = '" +
                              deployment.database +
                              "' AND name = 'schema_migrations' FORMAT TabSeparated";
    ClickHouseRequest request;
    request.timeout = timeout_;
    request.query = query;
    request.use_database = false;
    return client_.execute(request);
}

tl::expected<void, ClickHouseError> SchemaMigrations::create(const Deployment& deployment) {
    ClickHouseRequest request;
    request.timeout = timeout_;
    request.use_database = false;
    for (const auto& statement : createStatements(deployment)) {
        request.query = statement;
        if (const auto created = client_.execute(request); !created) {
            return tl::unexpected(created.error());
        }
    }
    return {};
}

tl::expected<AppliedFiles, ClickHouseError> SchemaMigrations::read() {
    ClickHouseRequest request;
    request.timeout = timeout_;
    request.query =
        "SELECT filename, argMax(checksum, applied_at) FROM schema_migrations GROUP BY filename "
        "FORMAT TabSeparated";
    return client_.execute(request).map(parse);
}

tl::expected<void, ClickHouseError>
SchemaMigrations::record(const std::string& filename, const std::string& checksum) {
    const std::string query =
        "INSERT INTO schema_migrations (filename, applied_at, checksum) SELECT '" + filename +
        "', now64(6), '" + checksum + "'";
    ClickHouseRequest request;
    request.timeout = timeout_;
    request.query = query;
    request.settings = {{"async_insert", "0"}};
    return client_.execute(request).map([](const std::string&) {});
}

}  // namespace relay
