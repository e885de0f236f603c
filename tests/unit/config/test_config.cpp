#include "config/config.h"

#include "support/catch.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace {

using Environment = std::map<std::string, std::string>;

tl::expected<relay::Config, std::string> load(const Environment& environment) {
    return relay::loadConfig([&environment](const char* name) -> std::optional<std::string> {
        const auto found = environment.find(name);
        return found == environment.end() ? std::nullopt : std::optional(found->second);
    });
}

struct BadSetting {
    const char* name;
    std::vector<std::string> values;
};

}  // namespace

TEST_CASE("an empty environment gives the documented defaults") {
    const auto config = load({{"PORT", ""}});
    REQUIRE(config);
    CHECK(config->host == "0.0.0.0");
    CHECK(config->port == 8080);
    CHECK(config->log_level == relay::LogLevel::kWarn);
    CHECK(config->public_api_keys.empty());
    CHECK(config->max_batch_bytes == 20'971'520);
    CHECK(config->max_events_per_batch == 10'000);
    CHECK(config->clickhouse.url == "http://localhost:8123");
    CHECK(config->clickhouse.user == "default");
    CHECK(config->clickhouse.database == "product_analytics");
    CHECK_FALSE(config->migrate_on_start);
    CHECK(config->raw_retention_days == 30);
    CHECK(config->event_retention_days == 0);
    CHECK(config->ip_mode == relay::IpMode::kFull);
    CHECK(config->max_events_per_second == 0);
    CHECK_FALSE(config->require_api_key);
    CHECK_FALSE(config->live_page);
}

TEST_CASE("every setting is read") {
    const auto config = load({
        {"HOST", "127.0.0.1"},
        {"PORT", "65535"},
        {"LOG_LEVEL", "trace"},
        {"PUBLIC_API_KEYS", " a ,b,, c"},
        {"ALLOWED_ORIGINS", "https://a.example, http://localhost:3000,http://[::1]:80"},
        {"MAX_BATCH_BYTES", "268435456"},
        {"MAX_EVENTS_PER_BATCH", "1000000"},
        {"CLICKHOUSE_URL", "https://x.clickhouse.cloud:8443"},
        {"CLICKHOUSE_DATABASE", "_db9"},
        {"CLICKHOUSE_CLUSTER", "main-1"},
        {"MIGRATE_ON_START", "true"},
        {"RAW_RETENTION_DAYS", "7"},
        {"EVENT_RETENTION_DAYS", "36000"},
        {"IP_MODE", "truncated"},
        {"MAX_EVENTS_PER_SECOND", "500"},
        {"NORMALIZER", "sql"},
        {"TRUSTED_PROXIES", "10.0.0.0/8,fd00::/8,192.0.2.1"},
        {"REQUIRE_API_KEY", "true"},
        {"LIVE_PAGE", "true"},
        {"BASE_PATH", "/in/v1/"},
        {"SPOOL_DIR", "/var/spool/relay"},
        {"SPOOL_MAX_BYTES", "1"},
    });
    REQUIRE(config);
    CHECK(config->port == 65'535);
    CHECK(config->log_level == relay::LogLevel::kTrace);
    CHECK(config->public_api_keys == std::vector<std::string>{"a", "b", "c"});
    CHECK(config->allowed_origins.size() == 3);
    CHECK(config->allowed_origins[1] == "http://localhost:3000");
    CHECK(config->max_batch_bytes == 268'435'456);
    CHECK(config->max_events_per_batch == 1'000'000);
    CHECK(config->clickhouse.database == "_db9");
    CHECK(config->clickhouse.cluster == "main-1");
    CHECK(config->normalizer == relay::NormalizerKind::kSql);
    CHECK(config->trusted_proxies.size() == 3);
    CHECK(config->require_api_key);
    CHECK(config->event_retention_days == 36'000);
    CHECK(config->ip_mode == relay::IpMode::kTruncated);
    CHECK(config->max_events_per_second == 500);
    CHECK(config->live_page);
    CHECK(config->base_path == "/in/v1");
    CHECK(config->spool_dir == "/var/spool/relay");
    CHECK(config->spool_max_bytes == 1);
}

TEST_CASE("each bad value is refused with the name of its variable") {
    const std::vector<BadSetting> settings{
        {"PORT", {"65536", "-1", "+1", "80 ", "0x50", "8080a", "1e3"}},
        {"LOG_LEVEL", {"WARN", "verbose"}},
        {"ALLOWED_ORIGINS",
         {"*",
          "https://*.com",
          "https://a.example/",
          "https://A.example",
          "a.example",
          "https://",
          "https://a:0",
          "https://a:x",
          "https://u@a.example",
          "https://a.example?x"}},
        {"MAX_BATCH_BYTES", {"0", "268435457", "10abc", "20MB"}},
        {"MAX_EVENTS_PER_BATCH", {"0", "1000001", "99999999999999999999"}},
        {"CLICKHOUSE_URL",
         {"localhost:8123",
          "tcp://h:9000",
          "http://",
          "http://u:p@h:8123",
          "http://h/?database=x"}},
        {"CLICKHOUSE_USER", {"me\n", "me\r\nX-Evil: 1"}},
        {"CLICKHOUSE_DATABASE", {"a-b", "9a", "a.b", "a`b", "a b"}},
        {"CLICKHOUSE_CLUSTER", {"a b", "a`b", "a'b", "{cluster}"}},
        {"MIGRATE_ON_START", {"1", "yes", "TRUE"}},
        {"RAW_RETENTION_DAYS", {"0", "x"}},
        {"EVENT_RETENTION_DAYS", {"-1", "36001", "90d"}},
        {"IP_MODE", {"FULL", "off"}},
        {"MAX_EVENTS_PER_SECOND", {"-1", "1.5"}},
        {"NORMALIZER", {"wasm", "SQL"}},
        {"TRUSTED_PROXIES", {"10.0.0.0/33", "10.0.0/8", "proxy", "::/129", "10.0.0.0/"}},
        {"REQUIRE_API_KEY", {"0"}},
        {"SPOOL_MAX_BYTES", {"0", "1G", "1125899906842625"}},
        {"LIVE_PAGE", {"on"}},
        {"BASE_PATH", {"ingest", "//", "/a//b", "/a b", "/a?b", "/ä"}},
    };
    for (const auto& setting : settings) {
        for (const auto& value : setting.values) {
            CAPTURE(setting.name, value);
            const auto config = load({{setting.name, value}});
            REQUIRE_FALSE(config);
            CHECK(config.error().starts_with(std::string(setting.name) + " "));
        }
    }
}

TEST_CASE("all problems come in one message, a line each") {
    const auto config = load({{"PORT", "x"}, {"NORMALIZER", "wasm"}, {"LOG_LEVEL", "loud"}});
    REQUIRE_FALSE(config);
    CHECK(std::count(config.error().begin(), config.error().end(), '\n') == 2);
}

TEST_CASE("a password in the URL is refused without repeating it") {
    const auto config = load({{"CLICKHOUSE_URL", "http://me:hunter2@host:8123"}});
    REQUIRE_FALSE(config);
    CHECK(config.error().find("CLICKHOUSE_PASSWORD") != std::string::npos);
    CHECK(config.error().find("hunter2") == std::string::npos);
}

TEST_CASE("a number out of range is refused with the range") {
    CHECK(
        load({{"MAX_EVENTS_PER_BATCH", "1000001"}}).error() ==
        "MAX_EVENTS_PER_BATCH must be a whole number from 1 to 1000000"
    );
    CHECK(
        load({{"MAX_BATCH_BYTES", "268435457"}}).error() ==
        "MAX_BATCH_BYTES must be a whole number from 1 to 268435456"
    );
}

TEST_CASE("a password with control characters is refused without repeating it") {
    for (const std::string end : {"\n", "\r", "\t", "\x01", "\x7f"}) {
        const auto config = load({{"CLICKHOUSE_PASSWORD", "hunter2" + end}});
        REQUIRE_FALSE(config);
        CHECK(config.error().starts_with("CLICKHOUSE_PASSWORD must not"));
        CHECK(config.error().find("hunter2") == std::string::npos);
    }
    CHECK(load({{"CLICKHOUSE_PASSWORD", "h\xc3\xa4 :\"'\\"}}).has_value());
}
