#include "endpoints/request_key.h"
#include "support/catch.h"

namespace {

http::Request with(const std::string& header, const std::string& value) {
    http::Request request;
    request.headers[header] = value;
    return request;
}

}  // namespace

TEST_CASE("a bearer key is what stands behind its scheme") {
    const auto find = [](const std::string& value) {
        return relay::findBearerKey(with("authorization", value));
    };
    CHECK(find("Bearer abc") == "abc");
    CHECK(find("bearer   abc ") == "abc");
    CHECK(find("Basic abc").empty());
    CHECK(find("Bearer").empty());
    CHECK(find("Bearer ").empty());
    CHECK(relay::findBearerKey({}).empty());
}

TEST_CASE("a write key has a header, a user's name or a parameter, and may have a secret beside it"
) {
    CHECK(relay::findWriteKey(with("x-write-key", "key")) == "key");
    CHECK(relay::findWriteKey(with("x-write-key", " key:secret ")) == "key");
    CHECK(relay::findWriteKey(with("authorization", "Basic a2V5Og==")) == "key");
    CHECK(relay::findWriteKey(with("authorization", "basic a2V5OnNlY3JldA==")) == "key");
    CHECK(relay::findWriteKey(with("authorization", "Bearer key")).empty());
    CHECK(relay::findWriteKey(with("authorization", "Basic ***")).empty());
    http::Request beacon;
    beacon.query = "a=b&writeKey=key";
    CHECK(relay::findWriteKey(beacon) == "key");
    CHECK(relay::findWriteKey({}).empty());
}
