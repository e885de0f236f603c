#include "ingest/batch_scanner.h"
#include "support/catch.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <vector>

#ifndef HAS_SANITIZER  // a sanitizer takes memory of its own

namespace {

constexpr std::size_t kMaxEvents = 10'000;
constexpr std::size_t kBodySize = 20'000'000;
constexpr std::size_t kSlack = 1'000'000;  // pages, and what the C library keeps

// How much memory a process like this one has at its peak if it does `work`, in bytes.
std::size_t peakMemory(const std::function<void()>& work) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        work();
        _exit(0);
    }
    int status = 0;
    rusage usage{};
    REQUIRE(wait4(child, &status, 0, &usage) == child);
    REQUIRE(status == 0);
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

std::string repeat(const std::string& text, std::size_t size) {
    std::string all;
    while (all.size() < size) {
        all += text;
    }
    return all;
}

// Bodies that make a careless scanner keep many times their size.
std::vector<std::string> hostileBodies() {
    const auto empty_strings = repeat("\"\",", kBodySize) + "\"\"]";
    const auto half = std::string(kBodySize / 2, 'x');
    return {
        R"({"batch":[{"event":"a","distinct_id":"u","$unset":[)" + empty_strings + "}]}",
        R"({"batch":[{"$set":{)" + repeat("\"\":1,", kBodySize) + R"("":1}}]})",
        R"({"batch":[)" + empty_strings + "}",
        R"({"batch":[)" + std::string(kBodySize, '['),
        R"({"batch":[1e999,)" + empty_strings + "}",
        R"({"batch":[)" + repeat("NaN,", kBodySize) + "]}",
        R"({"batch":[NaN,)" + empty_strings + "}",
        R"({"batch":[NaN,)" + std::string(kBodySize / 2, '[') + std::string(kBodySize / 2, ']') +
            "]}",
        R"({"sent_at":")" + half + R"(","batch":[1],"api_key":")" + half + "\"}",
    };
}

}  // namespace

TEST_CASE("a scan takes no more memory than it says") {
    for (const auto& body : hostileBodies()) {
        CAPTURE(body.substr(0, 60));
        const auto before = peakMemory([] {});
        const auto peak = peakMemory([&body] {
            static_cast<void>(relay::scanBatch(body, kMaxEvents));
            static_cast<void>(relay::scanNdjson(body, kMaxEvents));
        });
        CHECK(peak - before <= relay::maxScanMemory(body, kMaxEvents) + kSlack);
    }
}

TEST_CASE("a scan of many lines takes no more memory than it says") {
    std::string body;
    for (std::size_t size = 1; body.size() < kBodySize; size += size / 3 + 1) {
        body += R"({"$unset":[)" + repeat("\"\",", size) + "0]}\n";
    }
    body += repeat("1\n", kBodySize);
    const auto before = peakMemory([] {});
    const auto peak =
        peakMemory([&body] { static_cast<void>(relay::scanNdjson(body, kMaxEvents)); });
    CHECK(peak - before <= relay::maxScanMemory(body, kMaxEvents) + kSlack);
}

TEST_CASE("a scan says little more than the size of the body") {
    CHECK(relay::maxScanMemory(std::string(kBodySize, 'x'), kMaxEvents) < kBodySize + 2'000'000);
    CHECK(relay::maxScanMemory(std::string(1000, '['), kMaxEvents) < 100'000);
}

#endif
