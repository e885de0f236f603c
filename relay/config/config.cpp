#include "config/config.h"

#include "config/origin.h"
#include "config/setting_parsers.h"

#include <limits>
#include <string_view>
#include <utility>

namespace relay {

namespace {

// A batch has to fit into one insert of one block (delivery/raw_insert.cpp), so that it is stored
// whole or not at all.
constexpr std::uint64_t kMaxBatchBytesLimit = 256ULL << 20U;
constexpr std::uint64_t kMaxEventsLimit = 1'000'000;
constexpr std::uint64_t kMaxRetentionDays = 36'500;
constexpr std::uint64_t kMaxEventsPerSecond = 1'000'000'000;
constexpr std::uint64_t kMaxSpoolBytes = std::uint64_t{1} << 50U;

tl::expected<IpRange, std::string> parseProxy(std::string_view text) {
    if (const auto range = parseIpRange(text)) {
        return *range;
    }
    return tl::make_unexpected(
        "has \"" + std::string(text) + "\", which is no CIDR such as 10.0.0.0/8 or fd00::/8"
    );
}

tl::expected<NormalizerKind, std::string> parseNormalizer(std::string_view text) {
    if (text == "udf") {
        return NormalizerKind::kUdf;
    }
    if (text == "sql") {
        return NormalizerKind::kSql;
    }
    return tl::make_unexpected(std::string("must be udf or sql"));
}

tl::expected<IpMode, std::string> parseIpMode(std::string_view text) {
    if (text == "full") {
        return IpMode::kFull;
    }
    if (text == "truncated") {
        return IpMode::kTruncated;
    }
    if (text == "none") {
        return IpMode::kNone;
    }
    return tl::make_unexpected(std::string("must be full, truncated or none"));
}

tl::expected<std::string, std::string> parseText(std::string_view text) {
    return std::string(text);
}

auto numberWithin(std::uint64_t low, std::uint64_t high) {
    return [low, high](std::string_view text) { return parseNumber(text, low, high); };
}

// Reads settings one after the other and gathers the problems of all of them.
class SettingsReader {
public:
    explicit SettingsReader(const EnvironmentLookup& lookup) : lookup_(lookup) {}

    template <typename T, typename Parser>
    void read(const char* name, T& target, const Parser& parse) {
        if (const auto text = find(name)) {
            assign(name, target, parse(*text));
        }
    }

    template <typename T, typename Parser>
    void readList(const char* name, std::vector<T>& target, const Parser& parse) {
        for (const auto& item : splitList(find(name).value_or(""))) {
            T value;
            assign(name, value, parse(item));
            target.push_back(std::move(value));
        }
    }

    [[nodiscard]] const std::string& problems() const { return problems_; }

private:
    [[nodiscard]] std::optional<std::string> find(const char* name) const {
        auto text = lookup_(name);
        return text && !text->empty() ? text : std::nullopt;
    }

    template <typename T, typename Value>
    void assign(const char* name, T& target, tl::expected<Value, std::string> value) {
        if (value) {
            target = static_cast<T>(std::move(*value));
            return;
        }
        problems_ += problems_.empty() ? "" : "\n";
        problems_ += std::string(name) + " " + value.error();
    }

    const EnvironmentLookup& lookup_;
    std::string problems_;
};

void readClickHouse(SettingsReader& reader, ClickHouseConfig& config) {
    reader.read("CLICKHOUSE_URL", config.url, parseClickHouseUrl);
    reader.read("CLICKHOUSE_USER", config.user, parseCredential);
    reader.read("CLICKHOUSE_PASSWORD", config.password, parseCredential);
    reader.read("CLICKHOUSE_DATABASE", config.database, parseIdentifier);
    reader.read("CLICKHOUSE_CLUSTER", config.cluster, parseClusterName);
}

}  // namespace

tl::expected<Config, std::string> loadConfig(const EnvironmentLookup& lookup) {
    Config config;
    SettingsReader reader(lookup);
    reader.read("HOST", config.host, parseText);
    reader.read("PORT", config.port, numberWithin(0, std::numeric_limits<std::uint16_t>::max()));
    reader.read("LOG_LEVEL", config.log_level, parseLogLevel);
    reader.readList("PUBLIC_API_KEYS", config.public_api_keys, parseText);
    reader.readList("ALLOWED_ORIGINS", config.allowed_origins, parseOrigin);
    reader.read("MAX_BATCH_BYTES", config.max_batch_bytes, numberWithin(1, kMaxBatchBytesLimit));
    reader.read(
        "MAX_EVENTS_PER_BATCH", config.max_events_per_batch, numberWithin(1, kMaxEventsLimit)
    );
    readClickHouse(reader, config.clickhouse);
    reader.read("MIGRATE_ON_START", config.migrate_on_start, parseBoolean);
    reader.read(
        "RAW_RETENTION_DAYS", config.raw_retention_days, numberWithin(1, kMaxRetentionDays)
    );
    reader.read(
        "EVENT_RETENTION_DAYS", config.event_retention_days, numberWithin(0, kMaxEventRetentionDays)
    );
    reader.read("NORMALIZER", config.normalizer, parseNormalizer);
    reader.readList("TRUSTED_PROXIES", config.trusted_proxies, parseProxy);
    reader.read("REQUIRE_API_KEY", config.require_api_key, parseBoolean);
    reader.read("IP_MODE", config.ip_mode, parseIpMode);
    reader.read(
        "MAX_EVENTS_PER_SECOND", config.max_events_per_second, numberWithin(0, kMaxEventsPerSecond)
    );
    reader.read("LIVE_PAGE", config.live_page, parseBoolean);
    reader.read("BASE_PATH", config.base_path, parseBasePath);
    reader.read("SPOOL_DIR", config.spool_dir, parseText);
    reader.read("SPOOL_MAX_BYTES", config.spool_max_bytes, numberWithin(1, kMaxSpoolBytes));
    config.clickhouse.secrets = config.public_api_keys;
    if (!reader.problems().empty()) {
        return tl::make_unexpected(reader.problems());
    }
    return config;
}

}  // namespace relay
