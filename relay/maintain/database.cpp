#include "maintain/database.h"

#include <charconv>
#include <thread>

namespace relay {

namespace {

// A statement over a whole table may take long; without an answer at all it is better to say so.
constexpr std::chrono::hours kStatementTimeout{6};

constexpr int kUnknownTable = 60;
constexpr int kUnknownDatabase = 81;

std::string describe(const ClickHouseError& error) {
    const auto line = error.message.substr(0, error.message.find_first_of("\r\n"));
    if (error.kind != ClickHouseError::Kind::kServer) {
        return "cannot talk to ClickHouse: " + line;
    }
    const bool lacks_migration = error.code == kUnknownTable || error.code == kUnknownDatabase;
    return lacks_migration ? std::string(kNotMigrated) + ": " + line : line;
}

char unescaped(char escape) {
    switch (escape) {
        case 'n':
            return '\n';
        case 't':
            return '\t';
        case 'r':
            return '\r';
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        case '0':
            return '\0';
        default:
            return escape;
    }
}

std::vector<Database::Row> parseTsv(std::string_view text) {
    std::vector<Database::Row> rows;
    Database::Row row(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') {
            rows.push_back(std::move(row));
            row.assign(1, {});
        } else if (text[i] == '\t') {
            row.emplace_back();
        } else if (text[i] == '\\' && i + 1 < text.size()) {
            row.back() += unescaped(text[++i]);
        } else {
            row.back() += text[i];
        }
    }
    return rows;
}

}  // namespace

tl::expected<std::string, std::string> Database::execute(std::string_view sql) {
    ClickHouseRequest request;
    request.query = sql;
    request.timeout = kStatementTimeout;
    return client_.execute(request).map_error(describe);
}

tl::expected<void, std::string> Database::run(std::string_view sql) {
    return execute(sql).map([](const std::string&) {});
}

tl::expected<void, std::string> Database::runAll(const std::vector<std::string>& statements) {
    for (const auto& statement : statements) {
        if (auto done = run(statement); !done) {
            return done;
        }
    }
    return {};
}

tl::expected<std::vector<Database::Row>, std::string> Database::rows(std::string_view select) {
    return execute(std::string(select) + "\nFORMAT TabSeparated").map(parseTsv);
}

tl::expected<std::uint64_t, std::string> Database::number(std::string_view select) {
    return rows(select).and_then(
        [](const std::vector<Row>& found) -> tl::expected<std::uint64_t, std::string> {
            std::uint64_t value = 0;
            const auto text = found.empty() ? std::string() : found.front().front();
            const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
            if (result.ec != std::errc() || result.ptr != text.data() + text.size()) {
                return tl::unexpected("expected a number from ClickHouse, not \"" + text + "\"");
            }
            return value;
        }
    );
}

tl::expected<void, std::string> Database::pause(std::chrono::milliseconds time) const {
    if (!wait_) {
        std::this_thread::sleep_for(time);
        return {};
    }
    if (!wait_(time)) {
        return tl::unexpected(std::string("stopped; run it again to go on"));
    }
    return {};
}

std::string quoted(std::string_view text) {
    std::string literal = "'";
    for (const char byte : text) {
        if (byte == '\'' || byte == '\\') {
            literal += '\\';
        }
        literal += byte;
    }
    return literal + "'";
}

}  // namespace relay
