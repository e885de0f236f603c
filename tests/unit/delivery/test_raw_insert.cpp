#include "support/catch.h"

#include "delivery/raw_insert.h"

#include <fstream>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

// What the view writes otherwise.
const std::vector<std::pair<std::string, std::string>> kSpellings{
    {"{{NORMALIZE_EVENT}}", "normalize"},
    {" AS raw_event", ""},
    {" AS precedence", ""},
    {" AS is_logged", ""},
    {" AS erased_sources", ""},
    {"{{DATABASE}}.", ""},
    {";", ""}};

}  // namespace

TEST_CASE("tokens are 128 bits in hex and differ") {
    std::set<std::string> tokens;
    for (int i = 0; i < 1000; ++i) {
        const auto token = relay::makeToken();
        CHECK(token.size() == 32);
        CHECK(token.find_first_not_of("0123456789abcdef") == std::string::npos);
        tokens.insert(token);
    }
    CHECK(tokens.size() == 1000);
}

TEST_CASE("a raw insert is synchronous, carries its token and is one block") {
    const auto request = relay::makeRawInsert({"{}\n"}, "abc", std::chrono::milliseconds(7));
    std::map<std::string, std::string> settings;
    for (const auto& [name, value] : request.settings) {
        CHECK(settings.emplace(name, value).second);
    }
    CHECK(settings["async_insert"] == "0");
    CHECK(settings["insert_deduplicate"] == "1");
    CHECK(settings["insert_deduplication_token"] == "abc");
    CHECK(settings["deduplicate_blocks_in_dependent_materialized_views"] == "1");
    CHECK(settings["distributed_foreground_insert"] == "1");
    CHECK(settings["input_format_parallel_parsing"] == "0");
    CHECK(request.data == std::vector<std::string_view>{"{}\n"});
    CHECK(request.timeout == std::chrono::milliseconds(7));
    CHECK(request.query.starts_with("INSERT INTO raw_events (batch_id, seq, received_at, "));
    CHECK(request.query.ends_with(" FORMAT JSONEachRow"));
}

TEST_CASE("the query for stored rows names the day and every batch") {
    CHECK(
        relay::makeStoredRowsQuery({"b1", "b2"}, 20000) ==
        "SELECT count() FROM raw_events WHERE toDate(received_at) = toDate(20000) AND batch_id IN "
        "('b1', 'b2')"
    );
    const std::string id = "0197727b-2a00-7000-8000-000000000001";
    CHECK(
        relay::makeStoredRowsQuery({id}, 20000) ==
        "SELECT count() FROM raw_events WHERE toDate(received_at) = toDate(20000) AND received_at "
        ">= "
        "fromUnixTimestamp64Milli(1749972363776) AND received_at < "
        "fromUnixTimestamp64Milli(1749972363777) AND batch_id IN ('" +
            id + "')"
    );
}

TEST_CASE("the completion is the query of mv_raw_to_normalized over rows that are stored") {
    const auto query = relay::makeCompletionQuery("normalize", {"b1"}, 20000);
    CHECK(
        query.find("FROM raw_events WHERE toDate(received_at) = toDate(20000) AND batch_id IN "
                   "('b1') AND NOT throwIf(normalized.rules_version != ") != std::string::npos
    );
    std::ifstream view(SQL_ROOT "/views/mv_raw_to_normalized.sql");
    int columns = 0;
    for (std::string line; std::getline(view, line);) {
        if (!line.starts_with("    ")) {
            continue;  // no column
        }
        ++columns;
        for (const auto& [from, to] : kSpellings) {
            if (const auto at = line.find(from); at != std::string::npos) {
                line.replace(at, from.size(), to);
            }
        }
        CAPTURE(line);
        CHECK(query.find(line.substr(line.find_first_not_of(' '))) != std::string::npos);
    }
    CHECK(columns > 10);
}
