#pragma once

#include "event_rules/uuid.h"
#include "ingest/batch_scanner.h"
#include "ingest/raw_rows.h"
#include "ingest/uuid_generator.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace relay {

// What one request adds to every one of its rows.
struct RequestFacts {
    event_rules::Uuid batch_id;
    std::int64_t received_at_us = 0;  // microseconds since the epoch, UTC
    std::string_view api_key;
    std::string_view origin;
    std::string_view ip;
    std::string_view user_agent;
    std::string_view dialect;
    std::string_view sdk;
    std::string_view privacy;
};

// Turns a scanned batch into rows of raw_events. An object goes in as it is, white space and
// newlines included (ClickHouse reads it back as text with
// input_format_json_read_objects_as_strings); any other text goes in as a JSON string. The
// headers that the client chooses, user agent, origin and sdk, are cut to 1024 bytes, and so is
// sent_at: a longer one is no time.
class RawRowEncoder {
public:
    // Keeps views of the batch.
    RawRowEncoder(const ScannedBatch& batch, const RequestFacts& facts);

    // Exactly the size of what encode() returns, in bytes.
    [[nodiscard]] std::size_t size() const;

    // Each row with a fallback uuid of its own, ascending with the events.
    [[nodiscard]] RawRows encode(UuidGenerator& uuids) const;

private:
    const ScannedBatch& batch_;
    std::string batch_id_;
    std::string common_;  // the members that all rows share
    std::int64_t received_at_ms_;
    std::int32_t received_day_;
};

}  // namespace relay
