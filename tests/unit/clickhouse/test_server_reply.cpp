#include "support/catch.h"

#include "clickhouse/server_reply.h"

using Poco::Net::HTTPResponse;
using relay::judgeReply;
using relay::makeLogText;
using relay::maxIdle;

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

TEST_CASE("an error without a text is told by its status") {
    const auto reply = judgeReply(makeResponse(404), "\n");
    REQUIRE_FALSE(reply.has_value());
    CHECK(reply.error().message == "HTTP status 404 without a text");
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
    CHECK(makeLogText("a\r\nb\tc\x01", {}, 100) == "a  b c ");
    CHECK(makeLogText("user:pa55 and pa55", {"pa55"}, 100) == "user:[hidden] and [hidden]");
    CHECK(makeLogText("pa55word pa55", {"pa55word", "pa55", ""}, 100) == "[hidden] [hidden]");
    CHECK(makeLogText(std::string(100, 'x'), {}, 100).size() == 100);
    CHECK(makeLogText(std::string(101, 'x'), {}, 100) == std::string(100, 'x') + "...");
    // A secret across the cut must not survive in part.
    CHECK(
        makeLogText(std::string(98, 'x') + "pa55", {"pa55"}, 100).find("pa") == std::string::npos
    );
    // Nor half of a character.
    CHECK(makeLogText("abc\xE2\x82\xAC", {}, 4) == "abc...");
}

TEST_CASE("a log text that is cut keeps the exception's name") {
    const std::string before = "Code: 27. DB::Exception: Cannot parse input: expected ',' before: ";
    const std::string after =
        " (CANNOT_PARSE_INPUT_ASSERTION_FAILED) (version 26.3.1.1 (official))";
    CHECK(
        makeLogText(before + "a (private) text" + after, {}, before.size()) ==
        before + "...(CANNOT_PARSE_INPUT_ASSERTION_FAILED)"
    );
    CHECK(makeLogText("nothing (of) the (kind) ()", {}, 7) == "nothing...");
    CHECK(makeLogText("nothing (" + std::string(500, 'A') + ")", {}, 7) == "nothing...");
}

TEST_CASE("a connection may idle for ten seconds or half of what the server grants") {
    using std::chrono::milliseconds;
    using std::chrono::seconds;
    const auto granted = [](const std::string& value) {
        auto response = makeResponse(200);
        response.set("Keep-Alive", value);
        return maxIdle(response);
    };
    CHECK(maxIdle(makeResponse(200)) == seconds(10));
    CHECK(granted("max=100") == seconds(10));
    CHECK(granted("timeout=soon") == seconds(10));
    CHECK(granted("timeout=30, max=9999") == seconds(10));
    CHECK(granted("max=5, timeout=3") == milliseconds(1500));
    CHECK(granted("timeout=0") == seconds(0));
}
