#include "support/catch.h"
#include "tuple_decoder.h"
#include "worker/normalize_rows.h"
#include "worker_input.h"

#include <algorithm>

namespace {

// Runs the worker's loop over bytes; what it wrote before an error stays in `output`.
struct Run {
    explicit Run(std::string input) {
        std::size_t at = 0;
        worker::RowBinaryReader reader([&](std::span<char> buffer) {
            const auto count = std::min(buffer.size(), input.size() - at);
            std::copy_n(input.begin() + static_cast<std::ptrdiff_t>(at), count, buffer.begin());
            at += count;
            return count;
        });
        worker::RowBinaryWriter writer([this](std::span<const char> bytes) {
            output.append(bytes.data(), bytes.size());
            ++writes;
        });
        try {
            worker::normalizeRows(reader, writer);
        } catch (const worker::ProtocolError& error) {
            failure = error.what();
        }
    }

    std::string output;
    std::string failure;
    int writes = 0;
};

constexpr std::string_view kRich =
    R"({"event":"$identify","distinct_id":"user_123","uuid":"bad","timestamp":"2024-03-01T10:00:00.5Z",)"
    R"("properties":{"$anon_distinct_id":"a","$session_id":"01890a5d-ac96-774b-bcce-b302099a8058",)"
    R"("$window_id":"w","$current_url":"c","$host":"h","$elements_chain":"x","$set":{"k":"v"}}})";

}  // namespace

TEST_CASE("an accepted event comes back as one whole tuple") {
    const Run run("1\n" + worker_input::row(kRich));
    TupleDecoder decoder(run.output);
    const auto tuple = decoder.read();
    CHECK(decoder.isAtEnd());
    CHECK(tuple.rules_version == 2);
    CHECK(tuple.reject_reason.empty());
    CHECK(tuple.uuid == worker_input::kFallbackUuid);
    CHECK(tuple.event == "$identify");
    CHECK(tuple.distinct_id == "user_123");
    CHECK(tuple.person_id == "c048660982cd5d27a86ef354f09b7ee0");
    CHECK(tuple.session_id == "01890a5d-ac96-774b-bcce-b302099a8058");
    CHECK(tuple.session_id_uuid == "01890a5dac96774bbcceb302099a8058");
    CHECK(tuple.window_id == "w");
    CHECK(tuple.window_id_uuid.empty());
    CHECK(tuple.elements_chain == "x");
    CHECK(tuple.timestamp_us == worker_input::kReceivedAtUs - 7'199'500'000);
    CHECK(tuple.current_url == "c");
    CHECK(tuple.host == "h");
    CHECK(tuple.properties_offset == kRich.find("{\"$anon"));
    CHECK(tuple.properties_length == kRich.size() - 1 - kRich.find("{\"$anon"));
    CHECK(tuple.rewritten_properties.empty());
    CHECK(tuple.warnings == std::vector<std::vector<std::string>>{{"invalid_uuid", "bad"}});
    CHECK(
        tuple.claims ==
        std::vector<std::vector<std::string>>{
            {"identified", "user_123", "c048660982cd5d27a86ef354f09b7ee0", "user_123", ""},
            {"plain", "a", "86f7e437faa557fca15d1ddcb9eaeaea", "user_123", ""}}
    );
    CHECK(tuple.person_operations == std::vector<std::vector<std::string>>{{"set", "k", "\"v\""}});
}

TEST_CASE("properties of another dialect come back as their text") {
    const Run run(
        "1\n" +
        worker_input::row(
            R"({"type":"track","event":"e","userId":"u","properties":{"a":1}})", "", "segment"
        )
    );
    TupleDecoder decoder(run.output);
    const auto tuple = decoder.read();
    CHECK(tuple.reject_reason.empty());
    CHECK(tuple.distinct_id == "u");
    CHECK(tuple.properties_length == 0);
    CHECK(tuple.rewritten_properties == R"({"a":1})");
}

TEST_CASE("repaired properties come back as their text") {
    const Run run(
        "1\n" + worker_input::row(R"({"event":"e","distinct_id":"u","properties":{"a":1e999}})")
    );
    TupleDecoder decoder(run.output);
    const auto tuple = decoder.read();
    CHECK(decoder.isAtEnd());
    CHECK(tuple.properties_offset == 0);
    CHECK(tuple.properties_length == 0);
    CHECK(tuple.rewritten_properties == R"({"a":null})");
}

TEST_CASE("a rejected event comes back as its reason and receive time") {
    const Run run("1\n" + worker_input::row("[]"));
    TupleDecoder decoder(run.output);
    const auto tuple = decoder.read();
    CHECK(decoder.isAtEnd());
    CHECK(tuple.reject_reason == "not_an_object");
    CHECK(tuple.timestamp_us == worker_input::kReceivedAtUs);
    CHECK(tuple.uuid == std::string(32, '0'));
    CHECK(tuple.person_id == std::string(32, '0'));
    CHECK(tuple.session_id_uuid.empty());
    CHECK(tuple.properties_length == 0);
}

TEST_CASE("a refused claim says why") {
    const Run run(
        "1\n" + worker_input::row(
                    R"({"event":"$create_alias","distinct_id":"u","properties":{"alias":"null"}})"
                )
    );
    CHECK(
        TupleDecoder(run.output).read().claims ==
        std::vector<std::vector<std::string>>{
            {"plain", "null", "2be88ca4242c56e8a53ac62474851065", "u", "illegal_distinct_id"}}
    );
}

TEST_CASE("a receive time outside DateTime64 is clamped") {
    for (const auto& [received_at, expected] :
         {std::pair{INT64_MIN, -2'208'988'800'000'000}, {INT64_MAX, 10'413'791'999'999'999}}) {
        const Run run(
            "1\n" + worker_input::string("[]") +
            worker_input::littleEndian(static_cast<std::uint64_t>(received_at)) +
            worker_input::string("") + std::string(16 + 2, '\0')
        );
        CHECK(TupleDecoder(run.output).read().timestamp_us == expected);
    }
}

TEST_CASE("every chunk is flushed by itself, an empty one without a byte") {
    const Run run(
        "0\n1\n" + worker_input::row("[]") + "0\n2\n" + worker_input::row(kRich) +
        worker_input::row("{")
    );
    CHECK(run.failure.empty());
    CHECK(run.writes == 2);
    TupleDecoder decoder(run.output);
    CHECK(decoder.read().reject_reason == "not_an_object");
    CHECK(decoder.read().event == "$identify");
    CHECK(decoder.read().reject_reason == "malformed_json");
    CHECK(decoder.isAtEnd());
}

TEST_CASE("a broken chunk leaves no part of a row behind") {
    const auto row = worker_input::row(kRich);
    for (std::size_t size = 0; size < row.size(); ++size) {
        const Run run("2\n" + row + row.substr(0, size));
        REQUIRE(run.failure == "input ended in the middle of a chunk");
        REQUIRE(run.output.empty());
    }
}
