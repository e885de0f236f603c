#include "ingest/rejection.h"

namespace relay {

// One table in one place, with a case each: it grows with the enumeration.
// NOLINTNEXTLINE(readability-function-size)
RejectionReply describe(Rejection rejection) {
    switch (rejection) {
        case Rejection::kMalformedRequest:
            return {400, "malformed HTTP request", "malformed_request"};
        case Rejection::kHeaderTooLarge:
            return {431, "request header is too large", "header_too_large"};
        case Rejection::kTooManyConnections:
            return {503, "too many connections, try again", "too_many_connections"};
        case Rejection::kUnknownPath:
            return {404, "unknown path; events go to POST /batch/", "unknown_path"};
        case Rejection::kMethodNotAllowed:
            return {405, "method not allowed on this path", "method_not_allowed"};
        case Rejection::kOriginNotAllowed:
            return {403, "origin is not listed in ALLOWED_ORIGINS", "origin_not_allowed"};
        case Rejection::kNoKeyConfigured:
            return {
                401,
                "no api key is configured, so requests need a listed origin",
                "no_key_configured"};
        case Rejection::kUnsupportedContentType:
            return {
                415,
                "content type must be application/json, application/x-ndjson, text/plain or a form",
                "unsupported_content_type"};
        case Rejection::kUnsupportedEncoding:
            return {415, "content encoding must be gzip or identity", "unsupported_encoding"};
        case Rejection::kCompressionParameter:
            return {
                415,
                "the compression parameter must be gzip, gzip-js or base64",
                "compression_parameter"};
        case Rejection::kBodyTooLarge:
            return {413, "body is larger than MAX_BATCH_BYTES", "body_too_large"};
        case Rejection::kIncompleteBody:
            return {400, "body ended before its announced length", "incomplete_body"};
        case Rejection::kBodyTooSlow:
            return {408, "request arrives too slowly", "body_too_slow"};
        case Rejection::kAmbiguousLength:
            return {
                400,
                "Content-Length and Transfer-Encoding contradict each other",
                "ambiguous_length"};
        case Rejection::kUndecodableGzip:
            return {400, "body is not valid gzip", "undecodable_gzip"};
        case Rejection::kInvalidJson:
            return {400, "body is not valid JSON", "invalid_json"};
        case Rejection::kMissingBatch:
            return {400, "body has no \"batch\" array", "missing_batch"};
        case Rejection::kEmptyBatch:
            return {400, "\"batch\" holds no event", "empty_batch"};
        case Rejection::kEmptyBody:
            return {400, "body is empty", "empty_body"};
        case Rejection::kConflictingKeys:
            return {400, "one request holds two different api keys", "conflicting_keys"};
        case Rejection::kMissingKey:
            return {401, "api key is missing", "missing_key"};
        case Rejection::kUnknownKey:
            return {401, "api key is unknown", "unknown_key"};
        case Rejection::kTooManyEvents:
            return {413, "batch holds more than MAX_EVENTS_PER_BATCH events", "too_many_events"};
        case Rejection::kTooManyPerSecond:
            return {
                429, "more events than MAX_EVENTS_PER_SECOND, try again", "too_many_per_second"};
        case Rejection::kBatchTooLarge:
            return {
                413,
                "batch needs more memory than one client may use; send fewer or smaller events",
                "batch_too_large"};
        case Rejection::kBufferFull:
            return {503, "too much data in flight, try again", "buffer_full"};
        case Rejection::kDraining:
            return {503, "shutting down, try again", "draining"};
        case Rejection::kClickHouseUnavailable:
            return {503, "storage is unavailable, try again", "clickhouse_unavailable"};
        case Rejection::kClickHouseRefused:
            return {503, "storage refused the batch, try again", "clickhouse_refused"};
        case Rejection::kInternalError:
            return {500, "internal error", "internal_error"};
    }
    return {500, "internal error", "internal_error"};
}

}  // namespace relay
