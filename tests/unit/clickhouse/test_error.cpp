#include "support/catch.h"

#include "clickhouse/client.h"

using relay::ClickHouseError;
using Kind = relay::ClickHouseError::Kind;

TEST_CASE("a transport error and a timeout are retryable") {
    CHECK(ClickHouseError{Kind::kTransport, 0, 0, ""}.isRetryable());
    CHECK(ClickHouseError{Kind::kTimeout, 0, 0, ""}.isRetryable());
}

TEST_CASE("codes of a state that passes are retryable whatever the status") {
    const auto code = GENERATE(values({1,   3,   46,  159, 164, 202, 203, 209, 210, 236, 241,
                                       242, 252, 285, 319, 394, 395, 425, 754, 999, 1002}));
    const auto status = GENERATE(400, 404, 500, 503);
    CAPTURE(code, status);
    CHECK(ClickHouseError{Kind::kServer, status, code, ""}.isRetryable());
}

TEST_CASE("codes of a lasting state are not retryable even with a 5xx status") {
    const auto code = GENERATE(16, 27, 60, 62, 81, 117, 516, 755);
    CAPTURE(code);
    CHECK_FALSE(ClickHouseError{Kind::kServer, 500, code, ""}.isRetryable());
}

TEST_CASE("without a code the status decides") {
    CHECK(ClickHouseError{Kind::kServer, 500, 0, ""}.isRetryable());
    CHECK(ClickHouseError{Kind::kServer, 503, 0, ""}.isRetryable());
    CHECK(ClickHouseError{Kind::kServer, 200, 0, ""}.isRetryable());
    CHECK_FALSE(ClickHouseError{Kind::kServer, 404, 0, ""}.isRetryable());
    CHECK_FALSE(ClickHouseError{Kind::kServer, 499, 0, ""}.isRetryable());
}

TEST_CASE("the text of an error never decides whether it is retryable") {
    CHECK_FALSE(ClickHouseError{Kind::kServer, 404, 60, "TIMEOUT_EXCEEDED (code 159)"}.isRetryable()
    );
    CHECK(ClickHouseError{Kind::kServer, 500, 159, "UNKNOWN_TABLE"}.isRetryable());
}

TEST_CASE("a missing table or database is told from other failures") {
    CHECK(ClickHouseError{Kind::kServer, 404, 60, ""}.lacksTable());
    CHECK(ClickHouseError{Kind::kServer, 404, 81, ""}.lacksTable());
    CHECK_FALSE(ClickHouseError{Kind::kServer, 404, 46, ""}.lacksTable());
    CHECK_FALSE(ClickHouseError{Kind::kTransport, 0, 0, ""}.lacksTable());
}
