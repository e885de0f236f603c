#include "http/batch_handler.h"

#include "http/body_reader.h"
#include "http/content_headers.h"
#include "ingest/raw_row_encoder.h"

#include <chrono>
#include <utility>

namespace relay {

namespace {

std::int64_t nowMicroseconds() {
    using std::chrono::duration_cast, std::chrono::microseconds, std::chrono::system_clock;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

// An NDJSON client has no envelope for the key, so it may also come as a bearer token.
tl::expected<void, Rejection> addBearerKey(const Request& request, ScannedBatch& batch) {
    const auto key = parseBearerToken(request.header("authorization").value_or(""));
    if (key.empty()) {
        return {};
    }
    if (!batch.api_key.empty() && batch.api_key != key) {
        return tl::make_unexpected(Rejection::kConflictingKeys);
    }
    batch.api_key = key;
    return {};
}

std::vector<event_rules::RejectReason> rejectionsOf(const ScannedBatch& batch) {
    std::vector<event_rules::RejectReason> reasons;
    for (const auto& event : batch.events) {
        if (event.rejected) {
            reasons.push_back(*event.rejected);
        }
    }
    return reasons;
}

}  // namespace

BatchHandler::BatchHandler(const Config& config, Services services)
    : max_batch_bytes_(config.max_batch_bytes),
      max_events_(config.max_events_per_batch),
      services_(std::move(services)) {}

Reply BatchHandler::handle(const Request& request, RequestBody& body) {
    auto reply = store(request, body);
    services_.metrics.countBodyBytes(body.received());
    if (!reply) {
        services_.metrics.countRefusal(reply.error());
        return makeRejectionReply(reply.error());
    }
    return std::move(*reply);
}

tl::expected<Reply, Rejection> BatchHandler::store(const Request& request, RequestBody& body) {
    const auto format = checkHead(request);
    if (!format) {
        return tl::make_unexpected(format.error());
    }
    const auto budget = services_.client_budgets.find(clientIp(request));
    MemoryReservation rows_memory(*budget);
    auto prepared = prepare(request, body, *format, *budget, rows_memory);
    if (!prepared) {
        return tl::make_unexpected(prepared.error());
    }
    const auto events = prepared->rows.count;
    if (auto committed = services_.commit(std::move(prepared->rows)); !committed) {
        return tl::make_unexpected(committed.error());
    }
    count(events, prepared->rejected);
    return std::move(prepared->reply);
}

tl::expected<BatchHandler::PreparedBatch, Rejection> BatchHandler::prepare(
    const Request& request,
    RequestBody& body,
    const BodyFormat& format,
    MemoryBudget& budget,
    MemoryReservation& rows_memory
) {
    MemoryReservation body_memory(budget);
    const auto bytes = readBody(body, {max_batch_bytes_, format.is_gzip}, body_memory);
    if (!bytes) {
        return tl::make_unexpected(bytes.error());
    }
    const auto text = bytes->text();
    services_.metrics.countInflatedBytes(text.size());
    const auto batch = scan(request, text, format.is_ndjson, budget);
    if (!batch) {
        return tl::make_unexpected(batch.error());
    }
    if (!body_memory.tryGrow(batch->memory())) {
        return tl::make_unexpected(Rejection::kBufferFull);
    }
    auto rows = encode(request, *batch, budget.limit() - body_memory.held(), rows_memory);
    if (!rows) {
        return tl::make_unexpected(rows.error());
    }
    return PreparedBatch{std::move(*rows), rejectionsOf(*batch), makeStoredReply(*batch)};
}

tl::expected<BatchHandler::BodyFormat, Rejection> BatchHandler::checkHead(const Request& request
) const {
    if (const auto refusal = services_.access.checkOrigin(request.header("origin"))) {
        return tl::make_unexpected(*refusal);
    }
    const auto type = parseContentType(request.header("content-type").value_or(""));
    if (!type) {
        return tl::make_unexpected(Rejection::kUnsupportedContentType);
    }
    const auto encoding = parseContentEncoding(request.header("content-encoding").value_or(""));
    if (!encoding) {
        return tl::make_unexpected(Rejection::kUnsupportedEncoding);
    }
    if (request.hasQueryParameter("compression")) {
        return tl::make_unexpected(Rejection::kCompressionParameter);
    }
    if (request.content_length.value_or(0) > max_batch_bytes_) {
        return tl::make_unexpected(Rejection::kBodyTooLarge);
    }
    const auto bearer = parseBearerToken(request.header("authorization").value_or(""));
    if (*type == ContentType::kNdjson && !bearer.empty() && !services_.access.isKnownKey(bearer)) {
        return tl::make_unexpected(Rejection::kUnknownKey);
    }
    if (services_.is_draining) {
        return tl::make_unexpected(Rejection::kDraining);
    }
    return BodyFormat{*type == ContentType::kNdjson, *encoding == ContentEncoding::kGzip};
}

tl::expected<ScannedBatch, Rejection> BatchHandler::scan(
    const Request& request,
    std::string_view text,
    bool is_ndjson,
    MemoryBudget& budget
) const {
    MemoryReservation scan_memory(budget);
    if (!scan_memory.tryGrow(maxScanMemory(text, max_events_))) {
        return tl::make_unexpected(Rejection::kBufferFull);
    }
    auto batch = is_ndjson ? scanNdjson(text, max_events_) : scanBatch(text, max_events_);
    if (!batch) {
        return batch;
    }
    if (is_ndjson) {
        if (auto result = addBearerKey(request, *batch); !result) {
            return tl::make_unexpected(result.error());
        }
    }
    const bool has_origin = request.header("origin").has_value();
    if (const auto refusal = services_.access.checkKey(has_origin, batch->api_key)) {
        return tl::make_unexpected(*refusal);
    }
    if (batch->event_count > max_events_) {
        return tl::make_unexpected(Rejection::kTooManyEvents);
    }
    return batch;
}

tl::expected<RawRows, Rejection> BatchHandler::encode(
    const Request& request,
    const ScannedBatch& batch,
    std::size_t most_memory,
    MemoryReservation& rows_memory
) const {
    UuidGenerator uuids;
    RequestFacts facts;
    facts.received_at_us = nowMicroseconds();
    facts.batch_id = uuids.timeOrdered(facts.received_at_us / 1000);
    facts.api_key = batch.api_key;
    facts.origin = request.header("origin").value_or("");
    facts.user_agent = request.header("user-agent").value_or("");
    const auto ip = clientIp(request);
    facts.ip = ip;
    const RawRowEncoder encoder(batch, facts);
    if (encoder.size() > most_memory) {
        return tl::make_unexpected(Rejection::kBatchTooLarge);
    }
    if (!rows_memory.tryGrow(encoder.size())) {
        return tl::make_unexpected(Rejection::kBufferFull);
    }
    return encoder.encode(uuids);
}

std::string BatchHandler::clientIp(const Request& request) const {
    const auto forwarded_for = request.header("x-forwarded-for").value_or("");
    return services_.client_ip.resolve(request.peer_ip, forwarded_for);
}

void BatchHandler::count(
    std::size_t events,
    const std::vector<event_rules::RejectReason>& rejected
) {
    for (const auto reason : rejected) {
        services_.metrics.countRejected(reason);
    }
    services_.metrics.countIngested(events - rejected.size());
}

}  // namespace relay
