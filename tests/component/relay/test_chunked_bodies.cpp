#include "relay_fixture.h"
#include "support/batch_id.h"
#include "support/catch.h"

#include <cstdio>
#include <string>
#include <vector>

// A body in chunks is stored whole or refused; a cut at the end of a line must never look whole.
namespace {

using component::RelayFixture;
using test_support::RawHttpClient;

struct Format {
    std::string type;
    std::string body;
    std::string rest;  // what would follow in another chunk
};

const std::string kLine = R"({"event":"e","distinct_id":"d","api_key":"key_a"})";

std::vector<Format> formats() {
    return {
        {"application/json", component::makeBatch(1), " "},
        {"application/x-ndjson", kLine + "\n", kLine + "\n"},
    };
}

std::string head(const Format& format, bool is_gzip) {
    return "POST /batch/ HTTP/1.1\r\nHost: relay\r\nContent-Type: " + format.type +
           (is_gzip ? "\r\nContent-Encoding: gzip" : "") + "\r\nTransfer-Encoding: chunked\r\n\r\n";
}

std::string chunk(const std::string& text) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", text.size());
    return size + text + "\r\n";
}

std::string encode(const std::string& text, bool is_gzip) {
    return is_gzip ? test_support::gzip(text) : text;
}

const std::string kEnd = "0\r\n\r\n";

}  // namespace

TEST_CASE("whole chunks are stored, and the connection goes on") {
    const bool is_gzip = GENERATE(false, true);
    const RelayFixture relay;
    RawHttpClient client(relay.port());
    std::size_t inserts = 0;
    for (const auto& format : formats()) {
        CAPTURE(format.type, is_gzip);
        const auto body = encode(format.body, is_gzip);
        std::string request = head(format, is_gzip);
        request += chunk(body.substr(0, 10)) + chunk(body.substr(10)) + kEnd;
        client.send(request + request);  // the second one must not be lost
        CHECK(
            test_support::withoutBatchId(client.receive().body) ==
            R"({"status":"ok","ingested":1,"dropped":0})"
        );
        CHECK(
            test_support::withoutBatchId(client.receive().body) ==
            R"({"status":"ok","ingested":1,"dropped":0})"
        );
        CHECK(relay.insertCount() == (inserts += 2));
    }
}

TEST_CASE("a broken chunk behind a good one is refused, and nothing is stored") {
    const bool is_gzip = GENERATE(false, true);
    const RelayFixture relay;
    for (const auto& format : formats()) {
        const auto rest = encode(format.rest, is_gzip) + "\r\n" + kEnd;
        const std::vector<std::string> broken{
            "zz\r\n" + rest,
            "-5\r\n" + rest,
            "100000000\r\n" + rest,
            std::string(18, 'F') + "\r\n" + rest,
            "1\r\n" + encode(format.rest, is_gzip) + "longer\r\n" + kEnd,
            "\r\n" + rest,
            "0\n\n",
        };
        for (const auto& text : broken) {
            CAPTURE(format.type, is_gzip, text);
            RawHttpClient client(relay.port());
            client.send(head(format, is_gzip) + chunk(encode(format.body, is_gzip)) + text);
            CHECK(client.receive().status == 400);
            CHECK(client.isClosedByServer());
        }
    }
    CHECK(relay.insertCount() == 0);
}

TEST_CASE("chunks that stop before the last one are refused, though the text is whole") {
    const bool is_gzip = GENERATE(false, true);
    const RelayFixture relay;
    for (const auto& format : formats()) {
        for (const std::string last : {"", "5", "5\r\n", "0\r\n", "0\r\nX: y\r\n"}) {
            CAPTURE(format.type, is_gzip, last);
            RawHttpClient client(relay.port());
            client.send(head(format, is_gzip) + chunk(encode(format.body, is_gzip)) + last);
            client.finishSending();
            CHECK(client.receive().status == 400);
        }
    }
    CHECK(relay.insertCount() == 0);
}
