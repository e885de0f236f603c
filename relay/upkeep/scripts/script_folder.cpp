#include "upkeep/scripts/script_folder.h"

#include "upkeep/migrate/statement_splitter.h"

#include <fstream>
#include <iterator>

namespace relay {

ScriptFolder::ScriptFolder(const std::filesystem::path& sql_root, const Deployment& deployment)
    : folder_(sql_root / "sql" / "upkeep"), values_(placeholderValues(deployment)) {}

tl::expected<std::vector<std::string>, std::string> ScriptFolder::statements(const Script& script
) const {
    const auto path = (folder_ / (script.name + ".sql")).string();
    std::ifstream file(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    if (!file) {
        return tl::unexpected("cannot read " + path);
    }
    auto values = values_;
    values.insert(script.parts.begin(), script.parts.end());
    const auto sql = replacePlaceholders(text, values);
    if (!sql) {
        return tl::unexpected(
            path + ":" + std::to_string(sql.error().line) + ": " +
            std::string("unknown placeholder {{").append(sql.error().name).append("}}")
        );
    }
    const auto split = splitStatements(*sql);
    if (!split) {
        return tl::unexpected(path + ": " + split.error().message);
    }
    std::vector<std::string> statements;
    for (const auto& statement : *split) {
        statements.push_back(statement.text);
    }
    return statements;
}

}  // namespace relay
