#include "engine_settings.h"

#include <algorithm>

namespace embedded {
namespace {

// Carries the marker: seen in system.processes, and without effect over HTTP, as it filters log
// lines for native clients. log_comment is the client's own; libchdb takes neither query ids nor
// custom settings.
constexpr std::string_view kMarkerSetting = "send_logs_source_regexp";

std::string quote(std::string_view text, char mark) {
    std::string quoted(1, mark);
    for (const char c : text) {
        if (c == mark || c == '\\') {
            quoted += '\\';
        }
        quoted += c;
    }
    return quoted + mark;
}

bool isIdentifier(std::string_view name) {
    const auto is_part = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    };
    return !name.empty() && (name[0] < '0' || name[0] > '9') &&
           std::all_of(name.begin(), name.end(), is_part);
}

}  // namespace

std::string quoteString(std::string_view text) {
    return quote(text, '\'');
}

std::string quoteName(std::string_view name) {
    return quote(name, '`');
}

tl::expected<std::string, EngineError>
settingsStatement(const NameValues& settings, std::string_view marker, bool read_only) {
    std::string sql = "SET ";
    bool strict = false;
    for (const auto& [name, value] : settings) {
        if (!isIdentifier(name)) {
            return tl::unexpected(
                makeError(115, "Unknown setting " + quoteString(name), "UNKNOWN_SETTING")
            );
        }
        if (name == kMarkerSetting || (read_only && name == "readonly" && value != "1")) {
            continue;
        }
        strict |= name == "readonly";
        sql.append(name).append("=").append(quoteString(value)).append(", ");
    }
    if (read_only && !strict) {
        sql += "readonly='2', ";
    }
    return sql.append(kMarkerSetting).append("=").append(quoteString(marker));
}

std::string undoStatement(const NameValues& settings) {
    // One that nobody has changed has no value to go back to, but its default.
    std::string sql =
        "SELECT if(count() = 0, '', 'SET ' || arrayStringConcat(groupArray(name || '=' || "
        "if(changed, '\\'' || replaceRegexpAll(value, '([\\\\\\'])', '\\\\\\\\\\1') || '\\'', "
        "'DEFAULT')), ',')) FROM system.settings WHERE name IN (''";
    for (const auto& [name, value] : settings) {
        sql.append(",").append(quoteString(name));
    }
    return sql + ")";
}

std::string killStatement(std::string_view marker) {
    std::string sql = "KILL QUERY WHERE Settings['";
    return sql.append(kMarkerSetting).append("']=").append(quoteString(marker)).append(" ASYNC");
}

}  // namespace embedded
