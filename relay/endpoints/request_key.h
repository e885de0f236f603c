#pragma once

#include "http/request.h"

#include <string>

namespace relay {

// The key that a request names outside of its body; empty when it names none.

// `Authorization: Bearer KEY`.
std::string findBearerKey(const http::Request& request);

// As the SDKs of Segment, RudderStack and Jitsu name it: `X-Write-Key: KEY` or `KEY:SECRET`,
// `Authorization: Basic` of `KEY:`, or the query's `writeKey`.
std::string findWriteKey(const http::Request& request);

}  // namespace relay
