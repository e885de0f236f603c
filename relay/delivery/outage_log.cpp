#include "delivery/outage_log.h"

#include "observe/log.h"

#include <string>

namespace relay {

void tellFailure(
    Log& log,
    const ClickHouseClient& client,
    Outage::Insert& insert,
    std::size_t requests,
    const ClickHouseError& error
) {
    if (insert.fail(requests)) {
        log.warn(
            "ClickHouse does not take inserts",
            {{"clickhouse", client.address()},
             {"status", std::to_string(error.http_status)},
             {"code", std::to_string(error.code)},
             {"reason", error.message}}
        );
    }
}

void tellSuccess(Log& log, const ClickHouseClient& client, Outage::Insert& insert) {
    if (const auto ended = insert.succeed()) {
        log.warn(
            "ClickHouse takes inserts again",
            {{"clickhouse", client.address()},
             {"ms", std::to_string(ended->duration.count())},
             {"requests", std::to_string(ended->requests)}}
        );
    }
}

}  // namespace relay
