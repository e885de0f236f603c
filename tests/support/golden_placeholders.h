#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace test_support {

// What varies from run to run, as it was in one run.
struct Reception {
    std::int64_t now_us = 0;                  // when the request was made
    std::int64_t received_at_us = 0;          // when the relay says that it came
    std::vector<std::string> fallback_uuids;  // by position in the request
};

// "2026-01-02 03:04:05.678901", as ClickHouse prints a DateTime64(6, 'UTC').
std::string formatColumnTime(std::int64_t microseconds);

// Replaces `{{now}}`, `{{now-30s}}`, `{{now+22h}}` by ISO 8601 times with a Z.
std::string resolveRequestTimes(std::string text, std::int64_t now_us);

// Replaces a value that is `$received_at`, `$received_at-300s`, `$now+22h`, `$fallback_uuid` or
// `$fallback_uuid[3]`, and `{{now…}}` within any other. Throws std::runtime_error on a bad one.
std::string resolvePlaceholder(const std::string& value, const Reception& reception);

}  // namespace test_support
