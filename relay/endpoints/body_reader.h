#pragma once

#include "endpoints/body_buffer.h"
#include "endpoints/memory_budget.h"
#include "http/request_body.h"
#include "ingest/rejection.h"

#include <tl/expected.hpp>

#include <cstddef>

namespace relay {

struct BodyLimits {
    std::size_t max_bytes;  // as sent, and again once inflated
    bool is_gzip;           // as its headers say; gzip that does not say so is inflated, too
};

// Reads the whole body, inflated. Both limits are checked while reading; `reservation` grows with
// what is held. Errors: kBodyTooLarge, kBufferFull, kUndecodableGzip, kIncompleteBody,
// kMalformedRequest.
tl::expected<BodyBuffer, Rejection>
readBody(http::RequestBody& body, const BodyLimits& limits, MemoryReservation& reservation);

}  // namespace relay
