#include "support/catch.h"
#include "support/child_process.h"
#include "tuple_decoder.h"
#include "worker_input.h"

#include <fstream>
#include <thread>

using test_support::ChildProcess;
using test_support::runProcess;

namespace {

const std::string kProgram = NORMALIZE_EVENT;

constexpr std::size_t kRows = 300'000;

// A sanitizer's own memory comes on top.
#ifdef HAS_SANITIZER
constexpr long kMaxPeakKib = 524'288;
#else
constexpr long kMaxPeakKib = 16'384;
#endif

std::string eventText(std::size_t number) {
    return R"({"event":"e","distinct_id":"u)" + std::to_string(number) + R"(","properties":{}})";
}

std::string chunkOf(std::size_t rows) {
    std::string chunk = std::to_string(rows) + "\n";
    for (std::size_t i = 0; i < rows; ++i) {
        chunk += worker_input::row(eventText(i));
    }
    return chunk;
}

// How many of the first tuples are the answers to chunkOf(); the bytes must hold nothing else.
std::size_t countAnswers(std::string_view output) {
    TupleDecoder decoder(output);
    std::size_t count = 0;
    while (!decoder.isAtEnd()) {
        const auto tuple = decoder.read();
        REQUIRE(tuple.distinct_id == std::string("u").append(std::to_string(count)));
        ++count;
    }
    return count;
}

// The most memory that a running process has held, in KiB.
long peakMemory(pid_t pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) {
            return std::stol(line.substr(6));
        }
    }
    return -1;
}

}  // namespace

TEST_CASE("the worker tells the version of its rules") {
    const auto result = runProcess({kProgram, "--version"}, "");
    CHECK(result.exit_code == 0);
    CHECK(result.output == "2\n");
}

TEST_CASE("the worker does not wait for rows when it gets an argument it does not know") {
    const auto result = runProcess({kProgram, "--help"}, "");
    CHECK(result.exit_code == 2);
    CHECK(result.output.empty());
    CHECK(result.errors.starts_with("normalize_event: ClickHouse runs it"));
}

TEST_CASE("the worker ends well at the end of its input between chunks") {
    for (const std::string input : {"", "0\n", "0\n0\n"}) {
        const auto result = runProcess({kProgram}, input);
        CHECK(result.exit_code == 0);
        CHECK(result.output.empty());
        CHECK(result.errors.empty());
    }
}

TEST_CASE("the worker answers each chunk before the next one comes") {
    ChildProcess worker({kProgram});
    const auto answer_size = runProcess({kProgram}, chunkOf(1)).output.size();
    REQUIRE(answer_size > 0);
    for (int i = 0; i < 1000; ++i) {
        REQUIRE(worker.write(chunkOf(1)));
        REQUIRE(countAnswers(worker.readExactly(answer_size)) == 1);
    }
    worker.closeInput();
    CHECK(worker.readOutput().empty());
    CHECK(worker.wait() == 0);
}

TEST_CASE("the worker streams a chunk of 300 000 rows, also to a slow reader") {
    const auto chunk = chunkOf(kRows);
    ChildProcess worker({kProgram});
    std::thread writer([&] {
        worker.write(chunk);
        worker.closeInput();
    });
    std::string output;
    for (int i = 0; i < 2000; ++i) {  // in small sips first, so that the worker has to wait
        output += worker.readSome(100);
    }
    while (output.size() < chunk.size() / 2) {
        output += worker.readSome(1'000'000);
    }
    const auto peak_kib = peakMemory(worker.pid());
    output += worker.readOutput();
    writer.join();
    CHECK(worker.wait() == 0);
    CHECK(countAnswers(output) == kRows);
    CHECK(peak_kib > 0);
    CHECK(peak_kib < kMaxPeakKib);
}

TEST_CASE("the worker refuses what it cannot understand") {
    for (const std::string& input :
         {std::string("garbage"),
          std::string("\n"),
          std::string("1\n"),
          std::string("3"),
          "2\n" + worker_input::row("[]"),
          chunkOf(1) + "x",
          "1\n" + worker_input::varUInt(UINT64_C(1) << 40U)}) {
        const auto result = runProcess({kProgram}, input);
        CHECK(result.exit_code == 1);
        CHECK(result.errors.starts_with("normalize_event: "));
        CHECK(countAnswers(result.output) == (input.starts_with(chunkOf(1)) ? 1 : 0));
    }
}

TEST_CASE("the worker survives any bytes as events") {
    std::string input = "257\n" + worker_input::row("");
    for (int c = 0; c < 256; ++c) {
        input += worker_input::row(std::string(50, static_cast<char>(c)), "\xFF");
    }
    const auto result = runProcess({kProgram}, input);
    CHECK(result.exit_code == 0);
    TupleDecoder decoder(result.output);
    for (int i = 0; i < 257; ++i) {
        REQUIRE_FALSE(decoder.read().reject_reason.empty());
    }
    CHECK(decoder.isAtEnd());
}

TEST_CASE("the worker gives up when nobody reads its answers") {
    const auto result = runProcess(
        {"/bin/sh", "-c", "{ \"$0\"; echo \"$?\" >&2; } | true", kProgram}, chunkOf(100'000)
    );
    CHECK(result.errors.ends_with("1\n"));
}
