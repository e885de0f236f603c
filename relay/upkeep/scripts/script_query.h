#pragma once

#include "clickhouse/client.h"
#include "upkeep/scripts/script_folder.h"
#include "upkeep/scripts/tab_separated.h"

#include <tl/expected.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace relay {

// Asks the SELECTs of sql/upkeep one at a time, for those who tell failures apart by kind and code.
class ScriptQuery {
public:
    ScriptQuery(ClickHouseClient& client, ScriptFolder scripts, std::chrono::milliseconds timeout)
        : client_(client), scripts_(std::move(scripts)), timeout_(timeout) {}

    // What each statement of the script answers, as text, up to the first that fails. Without the
    // database: it may not exist. Throws std::runtime_error for a file that cannot be read.
    tl::expected<std::vector<std::string>, ClickHouseError> answers(const Script& script);

    // The rows of its only SELECT.
    tl::expected<std::vector<Row>, ClickHouseError> rows(const Script& script);

private:
    ClickHouseClient& client_;
    ScriptFolder scripts_;
    std::chrono::milliseconds timeout_;
};

}  // namespace relay
