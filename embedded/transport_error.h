#pragma once

#include "engine_error.h"
#include "http/error.h"

namespace embedded {

// What a failed transport means in ClickHouse's words. Not for http::Error::kNoRequest, which
// nobody answers.
EngineError transportError(http::Error error);

}  // namespace embedded
