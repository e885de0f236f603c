#include "upkeep/scripts/script_query.h"

#include <stdexcept>

namespace relay {

tl::expected<std::vector<std::string>, ClickHouseError> ScriptQuery::answers(const Script& script) {
    const auto statements = scripts_.statements(script);
    if (!statements) {
        throw std::runtime_error(statements.error());
    }
    std::vector<std::string> answers;
    for (const auto& statement : *statements) {
        ClickHouseRequest request;
        request.query = statement;
        request.use_database = false;
        request.timeout = timeout_;
        request.settings.emplace_back("default_format", "TabSeparated");
        for (const auto& [name, value] : script.parameters) {
            request.settings.emplace_back("param_" + name, escapeParameter(value));
        }
        auto answer = client_.execute(request);
        if (!answer) {
            return tl::unexpected(answer.error());
        }
        answers.push_back(std::move(*answer));
    }
    return answers;
}

tl::expected<std::vector<Row>, ClickHouseError> ScriptQuery::rows(const Script& script) {
    return answers(script).map([](const std::vector<std::string>& answers) {
        return parseTabSeparated(answers.front());
    });
}

}  // namespace relay
