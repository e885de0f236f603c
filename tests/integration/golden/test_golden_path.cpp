#include "stored_batches.h"
#include "support/batch_id.h"
#include "support/catch.h"
#include "support/http_exchange.h"

#include <Poco/DeflatingStream.h>

#include <chrono>
#include <sstream>
#include <string>
#include <vector>

namespace {

// Comparing with it shows the other side in a failure.
const std::string kNothing;

using test_support::GoldenCase;
using test_support::GoldenRequest;
using test_support::HttpReply;
using test_support::Stack;

std::int64_t nowMicroseconds() {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::system_clock::now().time_since_epoch()
    )
        .count();
}

std::string gzip(const std::string& text) {
    std::ostringstream packed;
    Poco::DeflatingOutputStream stream(packed, Poco::DeflatingStreamBuf::STREAM_GZIP);
    stream << text;
    stream.close();
    return packed.str();
}

HttpReply send(const Stack& stack, const GoldenRequest& request, std::int64_t now_us) {
    std::string body = test_support::resolveRequestTimes(request.body, now_us);
    if (request.is_gzip) {
        body = gzip(body);
    }
    test_support::HttpConnection connection(stack.url());
    return connection.call({request.method, request.path, request.headers, body});
}

void checkReply(const GoldenCase& golden, const HttpReply& reply) {
    INFO("expected reply " << golden.reply << "\nactual reply   " << reply.body);
    CHECK(reply.status == golden.status);
    if (golden.status == 200) {
        CHECK(test_support::isSameJson(test_support::withoutBatchId(reply.body), golden.reply));
    } else {
        CHECK(test_support::isErrorReply(reply.body));
    }
}

// Every event that was counted in the reply has one row in one of two tables.
std::size_t expectedRawRows(const GoldenCase& golden) {
    std::size_t rows = 0;
    for (const char* table : {"events", "rejected_events"}) {
        const auto found = golden.rows.find(table);
        rows += found == golden.rows.end() ? 0 : found->second.size();
    }
    return rows;
}

struct SentCase {
    std::string file;
    GoldenCase golden;
    std::int64_t now_us = 0;  // when it was sent
    HttpReply reply;
};

// One after another.
std::vector<SentCase> sendAll(const Stack& stack) {
    std::vector<SentCase> sent;
    for (const auto& file : test_support::loadGoldenFiles(GOLDEN_FOLDER)) {
        for (const GoldenCase& golden : file.cases) {
            if (golden.runsOn(GoldenCase::Driver::kRelay)) {
                const auto now_us = nowMicroseconds();
                sent.push_back({file.name, golden, now_us, send(stack, golden.request, now_us)});
            }
        }
    }
    return sent;
}

void checkRows(const SentCase& sent, const golden::StoredBatch& batch) {
    CHECK(batch.fallback_uuids.size() == expectedRawRows(sent.golden));
    CHECK(batch.is_whole);
    const test_support::Reception reception{
        sent.now_us, batch.received_at_us, batch.fallback_uuids};
    std::string differences;
    for (const auto& table : test_support::goldenTables()) {
        const auto rows = batch.rows.find(table.name);
        differences += describeDifference(
            table,
            expectedRows(sent.golden, table, reception),
            rows == batch.rows.end() ? std::vector<test_support::GoldenValues>{} : rows->second
        );
    }
    CHECK(differences == kNothing);
}

}  // namespace

TEST_CASE("the relay and the database give the reply and the rows of every golden case") {
    const Stack stack;
    // What is merged, or stored once more, no longer tells which request brought it.
    stack.query("SYSTEM STOP MERGES");
    stack.query("SYSTEM STOP VIEW follow_raw");
    const auto all = sendAll(stack);
    const golden::StoredBatches stored(stack);
    std::size_t acknowledged = 0;
    for (const auto& sent : all) {
        INFO(sent.file << ": " << sent.golden.name);
        acknowledged += sent.reply.status == 200 ? 1U : 0U;
        checkReply(sent.golden, sent.reply);
        checkRows(sent, stored.batch(test_support::batchIdOf(sent.reply.body)));
    }
    CHECK(stored.count() == acknowledged);
}
