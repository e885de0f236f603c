#pragma once

#include "clickhouse/client.h"
#include "upkeep/scripts/script_folder.h"
#include "upkeep/scripts/tab_separated.h"

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

// Runs the statements of the maintenance commands in the relay's database. Errors: one line for
// people.
class Database {
public:
    // Waits for so long; false: the command is to end.
    using Wait = std::function<bool(std::chrono::milliseconds time)>;
    using Row = relay::Row;

    Database(ClickHouseClient& client, ScriptFolder scripts, Wait wait)
        : client_(client), scripts_(std::move(scripts)), wait_(std::move(wait)) {}

    // One statement after the other, up to the first that fails.
    tl::expected<void, std::string> run(const Script& script);

    // What the last statement answers.
    tl::expected<std::vector<Row>, std::string> rows(const Script& script);

    // The only value of the only row, or the first one of several, as a text or as a number.
    tl::expected<std::string, std::string> value(const Script& script);
    tl::expected<std::uint64_t, std::string> number(const Script& script);

    // The SELECT of a file, to be a part of another.
    [[nodiscard]] tl::expected<std::string, std::string> select(const Script& script) const;

    // Between statements. Error: the command is to end.
    [[nodiscard]] tl::expected<void, std::string> pause(std::chrono::milliseconds time) const;

private:
    tl::expected<std::string, std::string> execute(const Script& script, std::string_view format);

    ClickHouseClient& client_;
    ScriptFolder scripts_;
    Wait wait_;
};

}  // namespace relay
