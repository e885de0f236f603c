#include "upkeep/doctor/doctor.h"

#include "clickhouse/client.h"
#include "upkeep/doctor/event_check.h"
#include "upkeep/doctor/origin_check.h"
#include "upkeep/doctor/reach.h"
#include "upkeep/doctor/server_checks.h"

#include <Poco/Exception.h>

namespace relay {

namespace {

constexpr std::chrono::seconds kTimeout{5};

Finding describeSettings(const Config& config) {
    const auto& clickhouse = config.clickhouse;
    Finding finding{
        FindingState::kOk,
        "settings",
        clickhouse.url + ", user " + clickhouse.user + ", database " + clickhouse.database +
            "; api keys: " + std::to_string(config.public_api_keys.size()) +
            ", origins: " + std::to_string(config.allowed_origins.size()),
        {}};
    if (config.public_api_keys.empty() && config.allowed_origins.empty()) {
        finding.state = FindingState::kWarning;
        finding.remedy =
            "Nobody may send events: set PUBLIC_API_KEYS or ALLOWED_ORIGINS, here and "
            "for the relay.";
    }
    return finding;
}

void examineClickHouse(const DoctorContext& context) {
    const auto reach = checkReach(context.config.clickhouse.url, kTimeout);
    context.tell(reach);
    if (reach.state != FindingState::kOk) {
        context.tell({FindingState::kSkipped, "ClickHouse", "all that needs a connection", {}});
        return;
    }
    ClickHouseClient client(context.config.clickhouse);
    ServerChecks checks(client, context.config, context.sql_root, kTimeout);
    if (checks.run(context.tell, context.is_stopped)) {
        context.tell(checkEvent({context.config, context.sql_root, context.log, context.is_stopped})
        );
    }
}

}  // namespace

void examine(const DoctorContext& context) {
    context.tell(describeSettings(context.config));
    try {
        examineClickHouse(context);
    } catch (const Poco::Exception& error) {
        context.tell(
            {FindingState::kWrong, "ClickHouse", error.displayText(), "Mend CLICKHOUSE_URL."}
        );
    }
    if (context.origin) {
        context.tell(checkOrigin(context.config, *context.origin));
    }
}

}  // namespace relay
