#include "request_settings.h"

#include "engine_settings.h"

#include <algorithm>

namespace embedded {
namespace {

constexpr std::string_view kPlainFormat = "TabSeparatedRaw";

bool isParameter(const std::string& name) {
    return name.starts_with("param_");
}

NameValues withoutReadOnly(NameValues settings) {
    std::erase_if(settings, [](const auto& setting) { return setting.first == "readonly"; });
    return settings;
}

}  // namespace

tl::expected<void, EngineError>
RequestSettings::apply(const RequestParams& params, std::string_view marker) {
    if (auto step = useDatabase(params.database); !step) {
        return step;
    }
    return set(withoutReadOnly(params.settings), marker);
}

bool RequestSettings::takeBack() {
    bool is_done = true;
    for (const auto& undo : {undo_settings_, undo_database_}) {
        is_done &= undo.empty() || !connection_.query(undo, kPlainFormat).error();
    }
    if (has_parameters_) {
        connection_.forgetParameters();
    }
    return is_done;
}

tl::expected<std::string, EngineError> RequestSettings::ask(const std::string& sql) {
    const EngineResult result = connection_.query(sql, kPlainFormat);
    if (auto error = result.error()) {
        return tl::unexpected(std::move(*error));
    }
    std::string answer(result.body());
    while (answer.ends_with('\n')) {
        answer.pop_back();
    }
    return answer;
}

tl::expected<void, EngineError> RequestSettings::useDatabase(const std::string& database) {
    if (database.empty()) {
        return {};
    }
    const auto before = ask("SELECT currentDatabase()");
    if (!before) {
        return tl::unexpected(before.error());
    }
    undo_database_ = "USE " + quoteName(*before);
    return ask("USE " + quoteName(database)).map([](const auto& /*nothing*/) {});
}

tl::expected<void, EngineError>
RequestSettings::set(const NameValues& settings, std::string_view marker) {
    if (settings.empty()) {
        return {};
    }
    const auto statement = settingsStatement(settings, marker, false);
    if (!statement) {
        return tl::unexpected(statement.error());
    }
    const auto undo = ask(undoStatement(settings));
    if (!undo) {
        return tl::unexpected(undo.error());
    }
    undo_settings_ = *undo;
    has_parameters_ = std::any_of(settings.begin(), settings.end(), [](const auto& setting) {
        return isParameter(setting.first);
    });
    return ask(*statement).map([](const auto& /*nothing*/) {});
}

}  // namespace embedded
