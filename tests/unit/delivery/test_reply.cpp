#include "support/catch.h"

#include "clickhouse/reply.h"

using Poco::Net::HTTPResponse;
using relay::judgeReply;
using relay::makeLogText;

namespace {

HTTPResponse makeResponse(int status) {
    return HTTPResponse(static_cast<HTTPResponse::HTTPStatus>(status));
}

constexpr const char* kExceptionBlock =
    "1\n\r\n__exception__\r\nabcdefgh\r\nCode: 241. DB::Exception\n25 "
    "abcdefgh\r\n__exception__\r\n";

}  // namespace

TEST_CASE("a 200 without a code is a success with its body") {
    const auto reply = judgeReply(makeResponse(200), "1\n");
    REQUIRE(reply.has_value());
    CHECK(*reply == "1\n");
}

TEST_CASE("a status other than 2xx is an error with its code") {
    auto response = makeResponse(404);
    response.set("X-ClickHouse-Exception-Code", "60");
    const auto reply = judgeReply(response, "Code: 60. no such table\n");
    REQUIRE_FALSE(reply.has_value());
    CHECK(reply.error().http_status == 404);
    CHECK(reply.error().code == 60);
    CHECK(reply.error().message == "Code: 60. no such table");
}

TEST_CASE("an exception code in a 200 is an error") {
    auto response = makeResponse(200);
    response.set("X-ClickHouse-Exception-Code", "241");
    const auto reply = judgeReply(response, "");
    REQUIRE_FALSE(reply.has_value());
    CHECK(reply.error().code == 241);
}

TEST_CASE("an exception block with the reply's tag is an error in a 200") {
    auto response = makeResponse(200);
    response.set("X-ClickHouse-Exception-Tag", "abcdefgh");
    const auto reply = judgeReply(response, kExceptionBlock);
    REQUIRE_FALSE(reply.has_value());
    CHECK(reply.error().http_status == 200);
    CHECK(reply.error().isRetryable());
}

TEST_CASE("data that looks like an exception block with another tag is data") {
    auto response = makeResponse(200);
    response.set("X-ClickHouse-Exception-Tag", "zyxwvuts");
    CHECK(judgeReply(response, kExceptionBlock).has_value());
    CHECK(judgeReply(makeResponse(200), kExceptionBlock).has_value());
}

TEST_CASE("a log text is one bounded line without the secret") {
    CHECK(makeLogText("a\r\nb\tc\x01", "") == "a  b c ");
    CHECK(makeLogText("user:pa55 and pa55", "pa55") == "user:[hidden] and [hidden]");
    CHECK(makeLogText(std::string(1000, 'x'), "").size() == 1000);
    const auto cut = makeLogText(std::string(1001, 'x'), "");
    CHECK(cut == std::string(1000, 'x') + "...");
    // A secret across the cut must not survive in part.
    CHECK(makeLogText(std::string(998, 'x') + "pa55", "pa55").find("pa") == std::string::npos);
}
