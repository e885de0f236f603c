#pragma once

#include "clickhouse/client.h"

#include <tl/expected.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relay {

inline constexpr std::string_view kNotMigrated = "the database is not migrated; run relay migrate";

// What a maintenance command tells while it works: one line each.
using Progress = std::function<void(std::string_view line)>;

// Statements of the maintenance commands, in the relay's database. Errors: one line for people.
class Database {
public:
    // Waits for so long; false: the command is to end.
    using Wait = std::function<bool(std::chrono::milliseconds time)>;

    explicit Database(ClickHouseClient& client) : client_(client) {}

    Database(ClickHouseClient& client, Wait wait) : client_(client), wait_(std::move(wait)) {}

    tl::expected<void, std::string> run(std::string_view sql);

    // One after the other, up to the first that fails.
    tl::expected<void, std::string> runAll(const std::vector<std::string>& statements);

    using Row = std::vector<std::string>;  // unescaped values
    tl::expected<std::vector<Row>, std::string> rows(std::string_view select);

    // Between statements, while something is not done yet. Error: the command is to end.
    [[nodiscard]] tl::expected<void, std::string> pause(std::chrono::milliseconds time) const;

    // The only value of the only row, a number.
    tl::expected<std::uint64_t, std::string> number(std::string_view select);

private:
    tl::expected<std::string, std::string> execute(std::string_view sql);

    ClickHouseClient& client_;
    Wait wait_;
};

// 'text' as a SQL literal.
std::string quoted(std::string_view text);

}  // namespace relay
