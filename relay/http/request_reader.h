#pragma once

#include "http/request.h"
#include "ingest/rejection.h"

#include <Poco/Net/HTTPRequest.h>
#include <tl/expected.hpp>

namespace relay {

// Takes over what Poco parsed, and refuses what it leaves open: whatever would let two parsers
// disagree on where the request ends. Errors: kMalformedRequest, kAmbiguousLength.
tl::expected<Request, Rejection> readRequest(const Poco::Net::HTTPRequest& source);

}  // namespace relay
