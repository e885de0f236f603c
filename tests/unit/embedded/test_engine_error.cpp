#include "engine_error.h"

#include "support/catch.h"

using embedded::httpStatus;
using embedded::makeError;
using embedded::parseEngineError;
using embedded::withVersion;

TEST_CASE("the code is read from the start of the message") {
    CHECK(parseEngineError("Code: 60. DB::Exception: no table. (UNKNOWN_TABLE)").code == 60);
    CHECK(parseEngineError("Code: 60. DB::Exception: Code: 81. x").code == 60);
    for (const char* message : {"", "boom", "Code: ", "Code: x", "oops Code: 60. x"}) {
        const auto error = parseEngineError(message);
        CHECK(error.code == 1002);
        CHECK(error.text.starts_with("Code: 1002. DB::Exception: "));
    }
}

TEST_CASE("the version ends the text once") {
    const std::string expected = "Code: 1. DB::Exception: x (NAME) (version 26.7)\n";
    CHECK(withVersion(makeError(1, "x", "NAME"), "26.7") == expected);
    CHECK(withVersion({1, expected}, "26.7") == expected);
}

TEST_CASE("an exception code has ClickHouse's HTTP status") {
    CHECK(httpStatus(194) == 401);
    CHECK(httpStatus(516) == 403);
    CHECK(httpStatus(62) == 400);
    CHECK(httpStatus(27) == 400);
    CHECK(httpStatus(60) == 404);
    CHECK(httpStatus(115) == 404);
    CHECK(httpStatus(159) == 408);
    CHECK(httpStatus(381) == 411);
    CHECK(httpStatus(48) == 501);
    CHECK(httpStatus(439) == 503);
    CHECK(httpStatus(241) == 500);
    CHECK(httpStatus(164) == 500);
    CHECK(httpStatus(0) == 500);
}
