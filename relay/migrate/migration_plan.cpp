#include "migrate/migration_plan.h"

#include "migrate/checksum.h"
#include "migrate/cluster_sql.h"
#include "migrate/former_calls.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace relay {

namespace {

std::string describePlace(const SqlFile& file, std::size_t line) {
    return file.name + ":" + std::to_string(line) + ": ";
}

tl::expected<std::vector<Statement>, std::string> clusterStatements(
    const SqlFile& file,
    const std::vector<Statement>& statements,
    const Deployment& deployment
) {
    std::vector<Statement> rendered;
    for (const auto& [text, line] : statements) {
        auto texts = renderForCluster(text, file.kind, deployment);
        if (!texts) {
            return tl::unexpected(describePlace(file, line) + texts.error());
        }
        for (auto& statement : *texts) {
            rendered.push_back({std::move(statement), line});
        }
    }
    return rendered;
}

std::string joined(const std::vector<Statement>& statements) {
    std::string text;
    for (const auto& statement : statements) {
        text += statement.text + ";\n";
    }
    return text;
}

tl::expected<PreparedFile, std::string>
prepare(const SqlFile& file, const PlaceholderValues& values, const Deployment& deployment) {
    const bool is_migration = file.kind == SqlFileKind::kMigration;
    const auto text = replacePlaceholders(is_migration ? renewCalls(file.text) : file.text, values);
    if (!text) {
        const auto& error = text.error();
        return tl::unexpected(
            describePlace(file, error.line) + "unknown placeholder {{" + error.name + "}}"
        );
    }
    auto statements = splitStatements(*text);
    if (!statements) {
        return tl::unexpected(
            describePlace(file, statements.error().line) + statements.error().message
        );
    }
    if (!deployment.isCluster()) {
        const auto checksum = sha256Hex(is_migration ? file.text : *text);
        return PreparedFile{file.name, file.kind, checksum, std::move(*statements)};
    }
    return clusterStatements(file, *statements, deployment)
        .map([&](std::vector<Statement> rendered) {
            const auto checksum = sha256Hex(is_migration ? file.text : joined(rendered));
            return PreparedFile{file.name, file.kind, checksum, std::move(rendered)};
        });
}

bool isMigrationName(std::string_view name) {
    return name.find('/') == std::string_view::npos;
}

}  // namespace

tl::expected<std::vector<PreparedFile>, std::string> prepareFiles(
    const std::vector<SqlFile>& files,
    const PlaceholderValues& values,
    const Deployment& deployment
) {
    std::vector<PreparedFile> prepared;
    for (const auto& file : files) {
        auto result = prepare(file, values, deployment);
        if (!result) {
            return tl::unexpected(result.error());
        }
        prepared.push_back(std::move(*result));
    }
    return prepared;
}

tl::expected<std::vector<PreparedFile>, std::string>
planMigration(const std::vector<PreparedFile>& files, const AppliedFiles& applied) {
    for (const auto& [name, checksum] : applied) {
        const auto is_same = [&name = name](const PreparedFile& file) { return file.name == name; };
        if (isMigrationName(name) && std::none_of(files.begin(), files.end(), is_same)) {
            return tl::unexpected("migration " + name + " was applied, but its file is missing");
        }
    }
    std::vector<PreparedFile> plan;
    // ClickHouse stores a view with the functions' text in place of their calls.
    bool has_new_function = false;
    for (const auto& file : files) {
        const auto known = applied.find(file.name);
        const bool is_known = known != applied.end();
        const bool is_same = is_known && known->second == file.checksum;
        if (is_known && !is_same && file.kind == SqlFileKind::kMigration) {
            return tl::unexpected("migration " + file.name + " changed after it was applied");
        }
        const bool is_function = file.kind == SqlFileKind::kFunction;
        has_new_function = has_new_function || (is_function && !is_same);
        const bool calls_new_function = has_new_function && file.kind == SqlFileKind::kRerunnable;
        if (!is_same || is_function || calls_new_function) {
            plan.push_back(file);
        }
    }
    return plan;
}

}  // namespace relay
