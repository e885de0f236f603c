#include "upkeep/scripts/database.h"

#include <charconv>

namespace relay {

namespace {

// A statement over a whole table may take long; without an answer at all it is better to say so.
constexpr std::chrono::hours kStatementTimeout{6};

std::string describe(const ClickHouseError& error) {
    const auto line = error.message.substr(0, error.message.find_first_of("\r\n"));
    if (error.kind != ClickHouseError::Kind::kServer) {
        return "cannot talk to ClickHouse: " + line;
    }
    return error.lacksTable() ? std::string(kNotMigrated) + ": " + line : line;
}

}  // namespace

tl::expected<std::string, std::string>
Database::execute(const Script& script, std::string_view format) {
    const auto statements = scripts_.statements(script);
    if (!statements) {
        return tl::unexpected(statements.error());
    }
    std::string answer;
    for (const auto& statement : *statements) {
        const bool is_last = &statement == &statements->back();
        const auto query = statement + (is_last ? std::string(format) : "");
        ClickHouseRequest request;
        request.query = query;
        request.timeout = kStatementTimeout;
        for (const auto& [name, value] : script.parameters) {
            request.settings.emplace_back("param_" + name, escapeParameter(value));
        }
        auto reply = client_.execute(request);
        if (!reply) {
            return tl::unexpected(describe(reply.error()));
        }
        answer = std::move(*reply);
    }
    return answer;
}

tl::expected<void, std::string> Database::run(const Script& script) {
    return execute(script, "").map([](const std::string&) {});
}

tl::expected<std::vector<Database::Row>, std::string> Database::rows(const Script& script) {
    return execute(script, "\nFORMAT TabSeparated").map(parseTabSeparated);
}

tl::expected<std::string, std::string> Database::value(const Script& script) {
    return rows(script).map([](const std::vector<Row>& found) {
        return found.empty() ? std::string() : found.front().front();
    });
}

tl::expected<std::uint64_t, std::string> Database::number(const Script& script) {
    return value(script).and_then(
        [](const std::string& text) -> tl::expected<std::uint64_t, std::string> {
            std::uint64_t number = 0;
            const auto* const end = text.data() + text.size();
            const auto result = std::from_chars(text.data(), end, number);
            if (result.ec != std::errc() || result.ptr != end) {
                return tl::unexpected("expected a number from ClickHouse, not \"" + text + "\"");
            }
            return number;
        }
    );
}

tl::expected<std::string, std::string> Database::select(const Script& script) const {
    return scripts_.statements(script).map([](const std::vector<std::string>& statements) {
        return statements.front();
    });
}

tl::expected<void, std::string> Database::pause(std::chrono::milliseconds time) const {
    if (!wait_(time)) {
        return tl::unexpected(std::string("stopped; run it again to go on"));
    }
    return {};
}

}  // namespace relay
