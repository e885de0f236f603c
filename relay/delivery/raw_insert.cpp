#include "delivery/raw_insert.h"

#include "delivery/receive_span.h"
#include "event_rules/normalized_event.h"

#include <cstddef>
#include <random>
#include <utility>

namespace relay {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr int kWords = 4;
constexpr unsigned kDigitsPerWord = 8;

std::string listOf(const std::vector<std::string_view>& batch_ids) {
    std::string list;
    std::string_view separator;
    for (const auto batch_id : batch_ids) {
        list.append(separator).append("'").append(batch_id).append("'");
        separator = ", ";
    }
    return list;
}

std::string isOf(const std::vector<std::string_view>& batch_ids, std::int32_t received_day) {
    std::string condition =
        "toDate(received_at) = toDate(" + std::to_string(received_day) + ") AND ";
    if (const auto span = receiveSpan(batch_ids)) {
        condition += "received_at >= fromUnixTimestamp64Milli(" + std::to_string(span->first_ms) +
                     ") AND received_at < fromUnixTimestamp64Milli(" +
                     std::to_string(span->last_ms + 1) + ") AND ";
    }
    return condition + "batch_id IN (" + listOf(batch_ids) + ")";
}

}  // namespace

std::string makeToken() {
    std::random_device random;
    std::string token;
    for (int word = 0; word < kWords; ++word) {
        const auto bits = random();
        for (unsigned digit = 0; digit < kDigitsPerWord; ++digit) {
            token += kHexDigits[static_cast<std::size_t>((bits >> (4U * digit)) & 15U)];
        }
    }
    return token;
}

ClickHouseRequest makeRawInsert(
    std::vector<std::string_view> ndjson,
    const std::string& token,
    std::chrono::milliseconds timeout
) {
    ClickHouseRequest request;
    request.query =
        "INSERT INTO raw_events (batch_id, seq, received_at, api_key, origin, ip, user_agent, "
        "sent_at, dialect, sdk, privacy, fallback_uuid, event) FORMAT JSONEachRow";
    request.data = std::move(ndjson);
    request.timeout = timeout;
    request.settings = {
        {"async_insert", "0"},
        {"insert_deduplicate", "1"},
        {"insert_deduplication_token", token},
        {"deduplicate_blocks_in_dependent_materialized_views", "1"},
        {"materialized_views_ignore_errors", "0"},
        // On a cluster, event_log is stored on other shards too before the insert is answered.
        {"distributed_foreground_insert", "1"},
        // One insert is one block, hence stored whole or not at all.
        {"input_format_parallel_parsing", "0"},
        {"max_insert_block_size", "1048576"},
        {"min_insert_block_size_rows", "1048576"},
        {"min_insert_block_size_bytes", "1073741824"},
        // An event's timestamp chooses the partition of event_log, and events of many months are no
        // error.
        {"max_partitions_per_insert_block", "0"},
        {"input_format_json_read_objects_as_strings", "1"},
        {"input_format_skip_unknown_fields", "0"},
        {"input_format_allow_errors_num", "0"},
        {"input_format_allow_errors_ratio", "0"},
        {"date_time_input_format", "basic"},
    };
    return request;
}

std::string makeCompletionQuery(
    const std::string& normalize_event,
    const std::vector<std::string_view>& batch_ids,
    std::int32_t received_day
) {
    const std::string columns =
        "batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, "
        "fallback_uuid, ";
    return "INSERT INTO normalized_events (" + columns +
           "raw_event, precedence, is_logged, erased_sources, normalized) SETTINGS "
           "max_partitions_per_insert_block = 0, distributed_foreground_insert = 1 SELECT " +
           columns +
           "event, bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq), 0, "
           "arrayFilter(id -> id IN (SELECT own_person_id FROM suppressed_ids), "
           "tupleElement(tupleElement(normalized, 'claims'), 'source_person_id')), " +
           normalize_event +
           "(event, received_at, sent_at, fallback_uuid, dialect, sdk) AS normalized FROM "
           "raw_events WHERE " +
           isOf(batch_ids, received_day) + " AND NOT throwIf(normalized.rules_version != " +
           std::to_string(event_rules::kRulesVersion) +
           ", 'the normalizer answers by other rules') AND tupleElement(normalized, 'person_id') "
           "NOT "
           "IN (SELECT own_person_id FROM suppressed_ids)";
}

std::string
makeStoredRowsQuery(const std::vector<std::string_view>& batch_ids, std::int32_t received_day) {
    return "SELECT count() FROM raw_events WHERE " + isOf(batch_ids, received_day);
}

}  // namespace relay
