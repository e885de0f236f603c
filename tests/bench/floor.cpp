#include "floor.h"

#include "support/http_exchange.h"
#include "web_events.h"

#include <Poco/String.h>
#include <Poco/TemporaryFile.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace bench {

namespace {

constexpr const char* kUuid = "99999999-0000-4000-8000-000000000000";
constexpr const char* kUser = "01890c3a-5d2e-7007-a000-777700000000";
constexpr const char* kTime = "2026-01-31T12:00:00.000Z";
constexpr const char* kSqlTime = "2026-01-31 12:00:00.000000";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return Poco::replaceInPlace(text, from, to);
}

void send(const std::string& relay, const std::string& event) {
    test_support::HttpConnection connection(relay);
    const auto reply = connection.call(
        {"POST",
         "/batch/",
         {{"Content-Type", "application/json"}},
         R"({"api_key":"golden_key","batch":[)" + event + "]}"}
    );
    if (reply.status != 200) {
        throw std::runtime_error("the relay refuses a template: " + reply.body);
    }
}

}  // namespace

Floor::Floor(test_support::Stack& stack)
    : stack_(stack), templates_(Poco::TemporaryFile::tempName()) {
    std::ifstream events(kEventTemplates);
    std::ofstream rows(templates_);
    for (std::string event; std::getline(events, event);) {
        event = replaced(
            replaced(replaced(event, "{{uuid}}", kUuid), "{{user}}", kUser), "{{time}}", kTime
        );
        send(stack.url(), event);
        auto row = stack
                       .query(
                           "SELECT formatRowNoNewline('JSONEachRow', *), person_id FROM (SELECT * "
                           "FROM event_log ORDER BY inserted_at DESC LIMIT 1)"
                       )
                       .at(0);
        auto text = replaced(row.at(0).value(), kUuid, "{{uuid}}");
        text = replaced(text, row.at(1).value(), "{{uuid}}");
        text = replaced(replaced(text, kUser, "{{user}}"), kTime, "{{time}}");
        rows << replaced(text, kSqlTime, "{{sqltime}}") << "\n";
    }
    stack.query("CREATE TABLE floor_log AS event_log");
}

Floor::~Floor() {
    std::error_code ignored;  // leftovers in a temporary folder
    std::filesystem::remove(templates_, ignored);
}

Load Floor::load(std::size_t rows, int connections, int seconds) const {
    return {
        stack_.clickhouseUrl(),
        "/?database=product_analytics&query=INSERT%20INTO%20floor_log%20FORMAT%20JSONEachRow"
        "&async_insert=0&input_format_parallel_parsing=0&max_insert_block_size=1048576"
        "&min_insert_block_size_rows=1048576&min_insert_block_size_bytes=1073741824",
        "rows",
        templates_,
        rows,
        connections,
        seconds};
}

}  // namespace bench
