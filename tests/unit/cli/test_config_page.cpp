#include "config/config.h"
#include "delivery/delivery_policy.h"
#include "endpoints/relay_server.h"
#include "http/limits.h"

#include "support/catch.h"

#include <cstddef>
#include <fstream>
#include <map>
#include <set>
#include <string>

namespace {

using Texts = std::map<std::string, std::string>;

// The default of each variable as docs/configuration.md writes it.
Texts documentedDefaults() {
    std::ifstream page(CONFIGURATION_PAGE);
    REQUIRE(page);
    Texts defaults;
    const std::string start = "| `";
    for (std::string line; std::getline(page, line) && !line.starts_with("## ");) {
        if (!line.starts_with(start)) {
            continue;
        }
        const auto name_end = line.find("` | ");
        const auto value_start = name_end + 4;
        auto value = line.substr(value_start, line.find(" |", value_start) - value_start);
        if (value.starts_with('`')) {
            value = value.substr(1, value.size() - 2);
        } else {
            CHECK(value == "empty");
            value.clear();
        }
        defaults[line.substr(start.size(), name_end - start.size())] = value;
    }
    return defaults;
}

std::string toText(bool value) {
    return value ? "true" : "false";
}

// Of the settings that are lists or words, the value that stands for the default.
Texts actualDefaults(const relay::Config& config) {
    const auto isEmpty = [](const auto& list) { return list.empty() ? "" : "not empty"; };
    const bool is_warn = config.log_level == relay::LogLevel::kWarn;
    const bool is_udf = config.normalizer == relay::NormalizerKind::kUdf;
    return {
        {"HOST", config.host},
        {"PORT", std::to_string(config.port)},
        {"LOG_LEVEL", is_warn ? "warn" : "another"},
        {"PUBLIC_API_KEYS", isEmpty(config.public_api_keys)},
        {"ALLOWED_ORIGINS", isEmpty(config.allowed_origins)},
        {"REQUIRE_API_KEY", toText(config.require_api_key)},
        {"BASE_PATH", config.base_path},
        {"LIVE_PAGE", toText(config.live_page)},
        {"SPOOL_DIR", config.spool_dir},
        {"SPOOL_MAX_BYTES", std::to_string(config.spool_max_bytes)},
        {"TRUSTED_PROXIES", isEmpty(config.trusted_proxies)},
        {"MAX_BATCH_BYTES", std::to_string(config.max_batch_bytes)},
        {"MAX_EVENTS_PER_BATCH", std::to_string(config.max_events_per_batch)},
        {"CLICKHOUSE_URL", config.clickhouse.url},
        {"CLICKHOUSE_USER", config.clickhouse.user},
        {"CLICKHOUSE_PASSWORD", config.clickhouse.password},
        {"CLICKHOUSE_DATABASE", config.clickhouse.database},
        {"CLICKHOUSE_CLUSTER", config.clickhouse.cluster},
        {"MIGRATE_ON_START", toText(config.migrate_on_start)},
        {"RAW_RETENTION_DAYS", std::to_string(config.raw_retention_days)},
        {"EVENT_RETENTION_DAYS", std::to_string(config.event_retention_days)},
        {"IP_MODE", config.ip_mode == relay::IpMode::kFull ? "full" : "another"},
        {"MAX_EVENTS_PER_SECOND", std::to_string(config.max_events_per_second)},
        {"NORMALIZER", is_udf ? "udf" : "another"},
    };
}

// The last section, on one line.
std::string fixedNumbers() {
    std::ifstream page(CONFIGURATION_PAGE);
    REQUIRE(page);
    std::string section;
    bool is_inside = false;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("## ")) {
            is_inside = line == "## What is not a setting";
        } else if (is_inside) {
            section += line + " ";
        }
    }
    return section;
}

// As the page writes them: 20 000.
std::string withBlanks(std::size_t number) {
    auto text = std::to_string(number);
    for (auto end = text.size(); end > 3; end -= 3) {
        text.insert(text.begin() + static_cast<std::ptrdiff_t>(end - 3), ' ');
    }
    return text;
}

}  // namespace

TEST_CASE("the configuration page has every variable that is read, with its default") {
    std::set<std::string> read;
    const auto config = relay::loadConfig([&read](const char* name) {
        read.insert(name);
        return std::optional<std::string>();
    });
    REQUIRE(config);
    const auto documented = documentedDefaults();
    std::set<std::string> names;
    for (const auto& [name, value] : documented) {
        names.insert(name);
    }
    CHECK(names == read);
    CHECK(documented == actualDefaults(*config));
}

TEST_CASE("the configuration page tells the numbers that cannot be set") {
    const relay::DeliveryPolicy policy;
    const auto page = fixedNumbers();
    const auto tells = [&page](const std::string& text) {
        INFO(text);
        CHECK(page.find(text) != std::string::npos);
    };
    tells("waits up to " + std::to_string(policy.max_linger.count()) + " ms");
    tells("leaves with " + withBlanks(policy.worthwhile_rows) + " events");
    tells("or after " + std::to_string(policy.max_group_age.count()) + " ms");
    tells("at most " + withBlanks(policy.max_group_rows) + " events");
    tells("and " + std::to_string(policy.max_group_bytes >> 20U) + " MiB, or one larger request");
    tells("up to " + std::to_string(policy.parallel_groups) + " groups");
    tells("each request " + std::to_string(policy.deadline.count() / 1000) + " seconds");
    tells("has " + std::to_string(policy.patience.count() / 1000) + " seconds to take a group");
    tells("or after " + std::to_string(policy.max_spooled_age.count() / 1000) + " second.");
    tells("Of spooled groups, " + std::to_string(policy.parallel_spooled) + " is sent at a time");
    tells("up to " + withBlanks(http::Limits{}.connections) + " connections");
    tells("and " + std::to_string(relay::kBufferedBytes >> 20U) + " MiB of bodies");
}
