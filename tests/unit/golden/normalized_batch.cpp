#include "normalized_batch.h"

#include "dialects/raw_event_normalizer.h"
#include "support/golden_scan.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace golden {

namespace {

using event_rules::NormalizedEvent;
using test_support::GoldenRow;
using test_support::Reception;

std::optional<std::string> textOf(const std::optional<event_rules::Uuid>& uuid) {
    return uuid ? std::optional(toString(*uuid)) : std::nullopt;
}

// Collects the rows of one batch, event by event.
class RowCollector {
public:
    RowCollector(NormalizedBatch& batch, const Reception& reception)
        : batch_(batch), received_at_(test_support::formatColumnTime(reception.received_at_us)) {}

    void add(std::size_t seq, const relay::ScannedEvent& scanned, const NormalizedEvent& event) {
        addWarnings(seq, event);
        addClaims(event);
        addOperations(event);
        if (event.rejected) {
            addTo(
                "rejected_events",
                {{"seq", std::to_string(seq)},
                 {"reason", std::string(toString(*event.rejected))},
                 {"event", std::string(scanned.text)},
                 {"sent_at", sent_at}}
            );
        } else {
            addEvent(event);
        }
    }

    std::string sent_at;

private:
    void addTo(const std::string& name, GoldenRow row) {
        const auto& tables = test_support::goldenTables();
        const auto table = std::ranges::find(tables, name, &test_support::GoldenTable::name);
        auto& rows = batch_.rows[name];
        auto values = test_support::completeRow(*table, std::move(row));
        // These two tables are sets: the same row twice is one row.
        const bool is_set = name == "identity_claims" || name == "person_property_ops";
        if (!is_set || std::ranges::find(rows, values) == rows.end()) {
            rows.push_back(std::move(values));
        }
    }

    void addEvent(const NormalizedEvent& event) {
        addTo(
            "events",
            {{"uuid", toString(event.uuid)},
             {"event", std::string(event.event)},
             {"distinct_id", std::string(event.distinct_id)},
             {"person_id", toString(event.person_id)},
             {"session_id", std::string(event.session_id)},
             {"session_id_uuid", textOf(event.session_id_uuid)},
             {"window_id", std::string(event.window_id)},
             {"window_id_uuid", textOf(event.window_id_uuid)},
             {"elements_chain", std::string(event.elements_chain)},
             {"timestamp", test_support::formatColumnTime(event.timestamp_us)},
             {"inserted_at", received_at_},
             {"current_url", std::string(event.current_url)},
             {"host", std::string(event.host)},
             {"properties", event.properties.empty() ? "{}" : std::string(event.properties)}}
        );
    }

    void addWarnings(std::size_t seq, const NormalizedEvent& event) {
        for (const event_rules::Warning& warning : event.warnings) {
            addTo(
                "ingestion_warnings",
                {{"seq", std::to_string(seq)},
                 {"uuid", toString(event.uuid)},
                 {"event", std::string(event.event)},
                 {"distinct_id", std::string(event.distinct_id)},
                 {"warning", std::string(toString(warning.kind))},
                 {"detail", std::string(warning.detail)}}
            );
        }
    }

    void addClaims(const NormalizedEvent& event) {
        for (const event_rules::IdentityClaim& claim : event.claims) {
            addTo(
                "identity_claims",
                {{"source", std::string(claim.source)},
                 {"source_person_id", toString(claim.source_person_id)},
                 {"target", std::string(claim.target)},
                 {"target_person_id", toString(event.person_id)},
                 {"kind", std::string(toString(claim.kind))},
                 {"timestamp", test_support::formatColumnTime(event.timestamp_us)},
                 {"uuid", toString(event.uuid)},
                 {"refused", claim.is_refused ? "illegal_distinct_id" : ""}}
            );
        }
    }

    void addOperations(const NormalizedEvent& event) {
        for (const event_rules::PersonOperation& operation : event.person_operations) {
            addTo(
                "person_property_ops",
                {{"distinct_id", std::string(event.distinct_id)},
                 {"person_id", toString(event.person_id)},
                 {"key", std::string(operation.key)},
                 {"kind", std::string(toString(operation.kind))},
                 {"value", std::string(operation.value)},
                 {"timestamp", test_support::formatColumnTime(event.timestamp_us)},
                 {"uuid", toString(event.uuid)}}
            );
        }
    }

    NormalizedBatch& batch_;
    std::string received_at_;
};

}  // namespace

NormalizedBatch
normalizeRequest(const test_support::GoldenRequest& request, const Reception& reception) {
    NormalizedBatch batch;
    const std::string body = test_support::resolveRequestTimes(request.body, reception.now_us);
    const auto [route, scanned] = test_support::scanGolden(request, body);
    if (!scanned) {
        batch.status = describe(scanned.error()).status;
        return batch;
    }
    dialects::RawEventNormalizer normalizer;
    const auto sdk = request.header("PostHog-Sdk-Info");
    RowCollector rows(batch, reception);
    rows.sent_at = scanned->sent_at;
    for (std::size_t seq = 0; seq < scanned->events.size(); ++seq) {
        const relay::ScannedEvent& event = scanned->events[seq];
        const auto fallback = event_rules::parseUuid(reception.fallback_uuids.at(seq));
        const NormalizedEvent& normalized = normalizer.normalize(
            {event.text, reception.received_at_us, scanned->sent_at, fallback.value()},
            {route.dialect, sdk}
        );
        if (normalized.rejected != event.rejected) {
            batch.disagreements.push_back(seq);
        }
        rows.add(seq, event, normalized);
    }
    batch.status = 200;
    batch.reply = route.make_reply(*scanned).body;
    return batch;
}

}  // namespace golden
