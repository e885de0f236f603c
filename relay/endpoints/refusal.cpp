#include "endpoints/refusal.h"

#include "ingest/json_text.h"

#include <string>

namespace relay {

namespace {

constexpr int kServiceUnavailable = 503;
constexpr std::chrono::seconds kRetryAfter{1};

}  // namespace

Rejection rejectionOf(http::Error error) {
    switch (error) {
        case http::Error::kNoRequest:
        case http::Error::kMalformed:
            return Rejection::kMalformedRequest;
        case http::Error::kAmbiguousLength:
            return Rejection::kAmbiguousLength;
        case http::Error::kHeadTooLarge:
            return Rejection::kHeaderTooLarge;
        case http::Error::kTooSlow:
            return Rejection::kBodyTooSlow;
        case http::Error::kIncomplete:
            return Rejection::kIncompleteBody;
        case http::Error::kUndecodableGzip:
        case http::Error::kTruncatedGzip:
            return Rejection::kUndecodableGzip;
        case http::Error::kTooManyConnections:
            return Rejection::kTooManyConnections;
        case http::Error::kDraining:
            return Rejection::kDraining;
    }
    return Rejection::kInternalError;
}

http::Reply makeRefusal(Rejection rejection) {
    return makeRefusal(rejection, describe(rejection).text);
}

http::Reply makeRefusal(
    Rejection rejection,
    std::string_view text,
    std::optional<std::chrono::seconds> retry_after
) {
    const auto description = describe(rejection);
    http::Reply reply;
    reply.status = description.status;
    reply.reason = description.label;
    reply.body = R"({"status":"error","error":)";
    appendJsonString(reply.body, text);
    reply.body += '}';
    if (!retry_after && reply.status == kServiceUnavailable) {
        retry_after = kRetryAfter;
    }
    if (retry_after) {
        reply.headers.emplace_back("Retry-After", std::to_string(retry_after->count()));
    }
    return reply;
}

}  // namespace relay
