#include "upkeep/migrate/migration_plan.h"

#include "upkeep/migrate/checksum.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace relay {

namespace {

std::string describePlace(const SqlFile& file, std::size_t line) {
    return file.name + ":" + std::to_string(line) + ": ";
}

tl::expected<PreparedFile, std::string>
prepare(const SqlFile& file, const PlaceholderValues& values) {
    const auto text = replacePlaceholders(file.text, values);
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
    const bool is_migration = file.kind == SqlFileKind::kMigration;
    return PreparedFile{
        file.name, file.kind, sha256Hex(is_migration ? file.text : *text), std::move(*statements)};
}

bool isMigrationName(std::string_view name) {
    return name.find('/') == std::string_view::npos;
}

}  // namespace

tl::expected<std::vector<PreparedFile>, std::string>
prepareFiles(const std::vector<SqlFile>& files, const PlaceholderValues& values) {
    std::vector<PreparedFile> prepared;
    for (const auto& file : files) {
        auto result = prepare(file, values);
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
    // Views hold their functions' text: after a new one, all are applied again.
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
