#include "request_params.h"

#include "support/catch.h"

#include <map>

using embedded::NameValues;
using embedded::readRequestParams;
using embedded::RequestParams;

namespace {

RequestParams read(const NameValues& url, const std::map<std::string, std::string>& headers = {}) {
    return readRequestParams(url, [&](const std::string& name) {
        const auto found = headers.find(name);
        return found == headers.end() ? std::nullopt : std::optional(found->second);
    });
}

}  // namespace

TEST_CASE("what the interface reserves is no setting") {
    const auto params = read({
        {"query", "SELECT 1"},
        {"database", "d"},
        {"default_format", "JSON"},
        {"query_id", "q"},
        {"wait_end_of_query", "1"},
        {"session_id", "s"},
        {"buffer_size", "9"},
        {"max_threads", "3"},
        {"param_x", "y"},
        {"enable_http_compression", "0"},
    });
    CHECK(params.query == "SELECT 1");
    CHECK(params.database == "d");
    CHECK(params.default_format == "JSON");
    CHECK(params.query_id == "q");
    CHECK(params.wait_end_of_query);
    CHECK_FALSE(params.http_compression);
    CHECK(
        params.settings ==
        NameValues{{"max_threads", "3"}, {"param_x", "y"}, {"enable_http_compression", "0"}}
    );
}

TEST_CASE("without parameters the defaults of ClickHouse hold") {
    const auto params = read({});
    CHECK(params.default_format == "TabSeparated");
    CHECK(params.credentials->user == "default");
    CHECK(params.credentials->password.empty());
    CHECK_FALSE(params.wait_end_of_query);
    CHECK(params.http_compression);
    CHECK_FALSE(params.compress);
    CHECK_FALSE(params.decompress);
    CHECK(params.client_protocol_version == 0);
    CHECK_FALSE(params.session.has_value());
}

TEST_CASE("compressed blocks and the version of Native are asked for one by one") {
    CHECK_FALSE(read({{"compress", "0"}}).compress);
    CHECK(read({{"compress", "1"}}).compress);
    CHECK_FALSE(read({{"compress", "1"}}).decompress);
    CHECK(read({{"decompress", "1"}}).decompress);
    CHECK(read({{"client_protocol_version", "54460"}}).client_protocol_version == 54460);
    CHECK(read({{"client_protocol_version", "x"}}).client_protocol_version == 0);
}

TEST_CASE("only an id makes a session") {
    CHECK_FALSE(read({{"session_timeout", "9"}, {"session_id", ""}}).session.has_value());
    const auto session = read({{"session_id", "s"},
                               {"session_timeout", "9"},
                               {"session_check", "1"},
                               {"close_session", "1"}}
    ).session;
    REQUIRE(session.has_value());
    CHECK(session->id == "s");
    CHECK(session->timeout == "9");
    CHECK(session->must_exist);
    CHECK(session->close);
    CHECK_FALSE(read({{"session_id", "s"}}).session->must_exist);
}

TEST_CASE("headers name the account before the URL, and the URL the database before headers") {
    const NameValues url{{"user", "u"}, {"password", "p"}, {"database", "url"}};
    CHECK(read(url).credentials->user == "u");
    CHECK(read(url, {{"X-ClickHouse-User", "h"}}).credentials->user == "h");
    CHECK(read(url, {{"X-ClickHouse-User", "h"}}).credentials->password.empty());
    CHECK(read(url, {{"Authorization", "Basic YTpi"}}).credentials->user == "a");
    CHECK_FALSE(read(url, {{"Authorization", "Bearer x"}}).credentials.has_value());
    CHECK(read(url, {{"X-ClickHouse-Database", "h"}}).database == "url");
    CHECK(read({}, {{"X-ClickHouse-Database", "h"}}).database == "h");
    CHECK(read({}, {{"X-ClickHouse-Format", "CSV"}}).default_format == "CSV");
}
