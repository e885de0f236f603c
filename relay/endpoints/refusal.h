#pragma once

#include "http/error.h"
#include "http/reply.h"
#include "ingest/rejection.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace relay {

// What a failed transport means to a client. Not for http::Error::kNoRequest, which nobody answers.
Rejection rejectionOf(http::Error error);

http::Reply makeRefusal(Rejection rejection);

// The same with a text that says more than the table's, and a time after which it is worth to try
// again.
http::Reply makeRefusal(
    Rejection rejection,
    std::string_view text,
    std::optional<std::chrono::seconds> retry_after = std::nullopt
);

}  // namespace relay
