#pragma once

#include <cstdint>
#include <string_view>

namespace relay {

// Every expected way in which a request ends without being stored.
enum class Rejection : std::uint8_t {
    kMalformedRequest,
    kHeaderTooLarge,
    kTooManyConnections,
    kUnknownPath,
    kMethodNotAllowed,
    kOriginNotAllowed,
    kNoKeyConfigured,
    kUnsupportedContentType,
    kUnsupportedEncoding,
    kCompressionParameter,
    kBodyTooLarge,
    kIncompleteBody,
    kBodyTooSlow,
    kAmbiguousLength,
    kUndecodableGzip,
    kInvalidJson,
    kMissingBatch,
    kEmptyBatch,
    kEmptyBody,
    kConflictingKeys,
    kMissingKey,
    kUnknownKey,
    kTooManyEvents,
    kTooManyPerSecond,
    kBatchTooLarge,
    kBufferFull,
    kDraining,
    kClickHouseUnavailable,
    kClickHouseRefused,
    kInternalError,
};

struct RejectionReply {
    int status;
    std::string_view text;   // the public "error" member
    std::string_view label;  // the metric label, snake_case
};

// The one table from a rejection to what the client and the operator see.
RejectionReply describe(Rejection rejection);

}  // namespace relay
