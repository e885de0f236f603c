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
    metrics.countInflatedBytes(70);
    metrics.observeGroup({2, 20, 2000, std::chrono::milliseconds(5)});
    metrics.countRetry();
    metrics.countClickHouseError(241);
    metrics.countClickHouseError(123'456);
    const relay::BackgroundWork background{{{"follow_raw", 12}, {"fold_persons", 1.5}}, 3};
    const auto text =
        metrics.expose({{9, 8, 10}, {7, 6, 5}, {4, 3}, {2, 20, 200, 1, 0.5}, background});
    for (const std::string line :
         {"relay_requests_total{route=\"/batch\",status=\"200\"} 2\n",
          "relay_refusals_total{reason=\"unknown_key\"} 1\n",
          "relay_ingested_events_total 3\n",
          "relay_rejected_events_total{reason=\"not_an_object\"} 1\n",
          "relay_body_bytes_total 7\n",
          "relay_inflated_bytes_total 70\n",
          "relay_group_events_sum 20\n",
          "relay_group_bytes_sum 2000\n",
          "relay_open_connections 9\n",
          "relay_in_flight_requests 8\n",
          "relay_connection_limit 10\n",
          "relay_queued_requests 7\n",
          "relay_queued_bytes 6\n",
          "relay_in_flight_groups 5\n",
          "relay_memory_budget_used_bytes 4\n",
          "relay_memory_budget_bytes 3\n",
          "relay_spool_groups 2\n",
          "relay_spool_bytes 20\n",
          "relay_spool_limit_bytes 200\n",
          "relay_spool_damaged_groups 1\n",
          "relay_spool_oldest_seconds 0.5\n",
          "relay_background_view_age_seconds{view=\"follow_raw\"} 12\n",
          "relay_background_view_age_seconds{view=\"fold_persons\"} 1.5\n",
          "relay_broken_parts 3\n",
          "relay_commit_retries_total 1\n",
          "relay_clickhouse_errors_total{code=\"241\"} 1\n",
          "relay_clickhouse_errors_total{code=\"other\"} 1\n",
          "relay_build_info{commit="}) {
        INFO(line);
        CHECK(text.find(line) != std::string::npos);
    }
}
