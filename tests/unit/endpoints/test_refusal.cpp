#include "endpoints/refusal.h"

#include "support/catch.h"

#include <algorithm>

TEST_CASE("only an unavailable relay asks to come back") {
    const auto hasRetryAfter = [](relay::Rejection rejection) {
        const auto headers = relay::makeRefusal(rejection).headers;
        return std::any_of(headers.begin(), headers.end(), [](const auto& header) {
            return header.first == "Retry-After";
        });
    };
    CHECK(hasRetryAfter(relay::Rejection::kBufferFull));
    CHECK(hasRetryAfter(relay::Rejection::kDraining));
    CHECK_FALSE(hasRetryAfter(relay::Rejection::kUnknownKey));
    CHECK_FALSE(hasRetryAfter(relay::Rejection::kInternalError));
}
