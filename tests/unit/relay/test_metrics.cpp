#include "observe/metrics.h"

#include "support/catch.h"

#include <string>

TEST_CASE("everything that is counted is exposed under its name") {
    relay::Metrics metrics;
    metrics.countRequest("/batch", 200);
    metrics.countRequest("/batch", 200);
    metrics.countRefusal(relay::Rejection::kUnknownKey);
    metrics.countIngested(3);
    metrics.countRejected(event_rules::RejectReason::kNotAnObject);
    metrics.countBodyBytes(7);
    metrics.observeGroup(2, 20, std::chrono::milliseconds(5));
    metrics.countRetry();
    metrics.countClickHouseError(241);
    metrics.countClickHouseError(123'456);
    const auto text = metrics.expose();
    for (const std::string line :
         {"relay_requests_total{route=\"/batch\",status=\"200\"} 2\n",
          "relay_refusals_total{reason=\"unknown_key\"} 1\n",
          "relay_ingested_events_total 3\n",
          "relay_rejected_events_total{reason=\"not_an_object\"} 1\n",
          "relay_body_bytes_total 7\n",
          "relay_group_events_sum 20\n",
          "relay_commit_retries_total 1\n",
          "relay_clickhouse_errors_total{code=\"241\"} 1\n",
          "relay_clickhouse_errors_total{code=\"other\"} 1\n",
          "relay_build_info{version="}) {
        INFO(line);
        CHECK(text.find(line) != std::string::npos);
    }
}
