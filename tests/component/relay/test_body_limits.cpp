#include "relay_fixture.h"
#include "support/batch_id.h"
#include "support/catch.h"

#include <fstream>
#include <string>

namespace {

using component::kJsonType;
using component::makeConfig;
using component::RelayFixture;
using test_support::gzip;
using test_support::makeRequest;
using test_support::RawHttpClient;

const std::string kGzip = std::string(kJsonType) + "Content-Encoding: gzip\r\n";

// A batch of one event that is exactly `size` bytes long.
std::string makeBatchOfSize(std::size_t size) {
    const auto batch = component::makeBatch(1);
    return batch + std::string(size - batch.size(), ' ');
}

// The most memory this process has held so far, in KiB.
long peakMemory() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == "VmHWM:") {
            long kib = 0;
            status >> kib;
            return kib;
        }
    }
    return 0;
}

}  // namespace

TEST_CASE("a body exactly at the limit is taken, one byte more is not") {
    const auto config = makeConfig();
    const RelayFixture relay(config);
    CHECK(relay.postJson(makeBatchOfSize(config.max_batch_bytes)).status == 200);
    CHECK(relay.postJson(makeBatchOfSize(config.max_batch_bytes + 1)).status == 413);
    CHECK(relay.insertCount() == 1);
}

TEST_CASE("the limit counts once more after inflating") {
    const auto config = makeConfig();
    const RelayFixture relay(config);
    const auto post = [&relay](std::size_t size) {
        return relay.exchange(makeRequest("POST", "/batch/", kGzip, gzip(makeBatchOfSize(size))));
    };
    CHECK(post(config.max_batch_bytes).status == 200);
    CHECK(post(config.max_batch_bytes + 1).status == 413);
}

TEST_CASE("a gzip bomb ends at the limit and does not fill the memory") {
    auto config = makeConfig();
    config.max_batch_bytes = 1'000'000;
    const RelayFixture relay(config);
    std::string bomb;
    const auto member = gzip(std::string(20'000'000, ' '));
    while (bomb.size() + member.size() < config.max_batch_bytes) {
        bomb += member;
    }
    const auto before = peakMemory();
    CHECK(relay.exchange(makeRequest("POST", "/batch/", kGzip, bomb)).status == 413);
    CHECK(peakMemory() - before < 16 * 1024);
    CHECK(relay.insertCount() == 0);
}

TEST_CASE("gzip that is cut or followed by garbage is refused") {
    const RelayFixture relay;
    const auto whole = gzip(component::makeBatch(1));
    const auto post = [&relay](const std::string& body) {
        return relay.exchange(makeRequest("POST", "/batch/", kGzip, body)).status;
    };
    CHECK(post(whole.substr(0, whole.size() - 1)) == 400);
    CHECK(post(whole.substr(0, 5)) == 400);
    CHECK(post("") == 400);
    CHECK(post(whole + "garbage") == 400);
    CHECK(post(whole + whole.substr(0, 12)) == 400);
    CHECK(relay.insertCount() == 0);
}

TEST_CASE("10 000 events are taken, 10 001 are not") {
    const RelayFixture relay;
    const auto reply = relay.postJson(component::makeBatch(10'000));
    CHECK(
        test_support::withoutBatchId(reply.body) ==
        R"({"status":"ok","ingested":10000,"dropped":0})"
    );
    CHECK(relay.postJson(component::makeBatch(10'001)).status == 413);
    CHECK(relay.insertCount() == 1);
}

TEST_CASE("a body shorter than announced is refused and ends the connection") {
    const RelayFixture relay;
    const auto batch = component::makeBatch(1);
    RawHttpClient client(relay.port());
    auto request = makeRequest("POST", "/batch/", kJsonType, batch + " ");
    request.pop_back();
    client.send(request);
    client.finishSending();
    CHECK(client.receive().status == 400);
    CHECK(client.isClosedByServer());
    CHECK(relay.insertCount() == 0);
}

TEST_CASE("a body longer than announced is cut there, and its rest is no request that stores") {
    const RelayFixture relay;
    const auto batch = component::makeBatch(1);
    RawHttpClient client(relay.port());
    client.send(makeRequest("POST", "/batch/", kJsonType, batch) + "}]}garbage\r\n\r\n");
    CHECK(client.receive().status == 200);
    CHECK(client.receive().status == 400);
    CHECK(client.isClosedByServer());
    CHECK(relay.insertCount() == 1);
}

TEST_CASE("an announced length over the limit is refused before any of the body is sent") {
    const RelayFixture relay;
    RawHttpClient client(relay.port());
    client.send(
        "POST /batch/ HTTP/1.1\r\nHost: relay\r\nContent-Length: 99999999999\r\n" +
        std::string(kJsonType) + "Expect: 100-continue\r\n\r\n"
    );
    CHECK(client.receive().status == 413);
    CHECK(client.isClosedByServer());
}
