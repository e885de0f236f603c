#pragma once

#include "config/ip_range.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace relay {

enum class LogLevel : std::uint8_t { kSilent, kFatal, kError, kWarn, kInfo, kDebug, kTrace };
enum class NormalizerKind : std::uint8_t { kUdf, kSql };
enum class IpMode : std::uint8_t { kFull, kTruncated, kNone };

// The longest EVENT_RETENTION_DAYS, and what 0 means: an event can be of year 2200, and so many
// days later is still a time that DateTime64 holds.
inline constexpr std::uint32_t kMaxEventRetentionDays = 36'000;

// Where ClickHouse is and who we are there. Everything a ClickHouse client needs, nothing else.
struct ClickHouseConfig {
    std::string url = "http://localhost:8123";
    std::string user = "default";
    std::string password;
    std::string database = "product_analytics";
    std::string cluster;
    std::vector<std::string>
        secrets;  // beside the password; an error may quote rows that hold them
};

// The relay's whole configuration. Immutable after loadConfig.
struct Config {
    std::string host = "0.0.0.0";
    std::uint16_t port = 8080;
    LogLevel log_level = LogLevel::kWarn;
    std::vector<std::string> public_api_keys;
    std::vector<std::string> allowed_origins;  // as parseOrigin has them
    std::size_t max_batch_bytes = 20'971'520;
    std::size_t max_events_per_batch = 10'000;
    ClickHouseConfig clickhouse;
    bool migrate_on_start = false;
    std::uint32_t raw_retention_days = 30;
    std::uint32_t event_retention_days = 0;  // 0: for ever
    NormalizerKind normalizer = NormalizerKind::kUdf;
    std::vector<IpRange> trusted_proxies;
    bool require_api_key = false;
    IpMode ip_mode = IpMode::kFull;
    std::uint64_t max_events_per_second = 0;  // of an api key and client network; 0: no limit
    bool live_page = false;
    std::string base_path;  // as parseBasePath has it
    std::string spool_dir;  // empty: no spool
    std::uint64_t spool_max_bytes = std::uint64_t{1} << 30U;
};

// Looks one environment variable up; nullopt when it is not set.
using EnvironmentLookup = std::function<std::optional<std::string>(const char* name)>;

// An empty variable counts as not set. Errors: one text that lists every problem, a line each.
tl::expected<Config, std::string> loadConfig(const EnvironmentLookup& lookup);

}  // namespace relay
