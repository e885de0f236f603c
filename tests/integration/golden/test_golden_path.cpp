#include "stored_batch.h"
#include "support/batch_id.h"
#include "support/catch.h"
#include "support/http_exchange.h"

#include <Poco/DeflatingStream.h>

#include <chrono>
#include <sstream>
#include <string>

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

// Runs the cases one after another against one system.
class GoldenRun {
public:
    explicit GoldenRun(const Stack& stack) : stack_(stack) {}

    void check(const GoldenCase& golden) {
        const std::int64_t now_us = nowMicroseconds();
        const HttpReply reply = send(stack_, golden.request, now_us);
        checkReply(golden, reply);
        const golden::StoredBatch batch(stack_, watermark_us_);
        CHECK(batch.rawRows() == expectedRawRows(golden));
        CHECK(batch.isWhole());
        const auto reception = batch.reception(now_us);
        watermark_us_ = reception.received_at_us;
        std::string differences;
        for (const auto& table : test_support::goldenTables()) {
            differences += describeDifference(
                table, expectedRows(golden, table, reception), batch.rows(table)
            );
        }
        CHECK(differences == kNothing);
    }

private:
    const Stack& stack_;
    std::int64_t watermark_us_ = 0;
};

}  // namespace

TEST_CASE("the relay and the database give the reply and the rows of every golden case") {
    const Stack stack;
    // What is merged, or stored once more, no longer tells which request brought it.
    stack.query("SYSTEM STOP MERGES person_properties");
    stack.query("SYSTEM STOP VIEW follow_raw");
    GoldenRun run(stack);
    for (const auto& file : test_support::loadGoldenFiles(GOLDEN_FOLDER)) {
        for (const GoldenCase& golden : file.cases) {
            if (golden.runsOn(GoldenCase::Driver::kRelay)) {
                INFO(file.name << ": " << golden.name);
                run.check(golden);
            }
        }
    }
}
