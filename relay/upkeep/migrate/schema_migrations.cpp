#include "upkeep/migrate/schema_migrations.h"

#include <algorithm>
#include <array>
#include <string_view>

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

constexpr std::array<std::string_view, 2> kCreate{
    "CREATE DATABASE IF NOT EXISTS {{DATABASE}}{{ON_CLUSTER}}",
    R"(CREATE TABLE IF NOT EXISTS {{DATABASE}}.schema_migrations{{ON_CLUSTER}}
(
    filename   String,
    applied_at DateTime64(6, 'UTC'),
    checksum   String
)
ENGINE = {{REPLICATED}}ReplacingMergeTree({{COMMON_PATH}}{{COMMA}}applied_at)
ORDER BY filename)"};

}  // namespace

std::vector<std::string> recordStatements(const Deployment& deployment) {
    const auto values = placeholderValues(deployment);
    std::vector<std::string> statements;
    statements.reserve(kCreate.size());
    for (const auto statement : kCreate) {
        statements.push_back(replacePlaceholders(statement, values).value());
    }
    return statements;
}

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
    for (const auto& statement : recordStatements(deployment)) {
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
