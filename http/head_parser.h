#pragma once

#include "http/error.h"
#include "http/request.h"

#include <tl/expected.hpp>

#include <string_view>

namespace http {

// Reads a head as RFC 9110 and RFC 9112 have it, and refuses whatever would let two parsers
// disagree on where the request ends. `head` is whole, with its empty line, and has no LF without a
// CR. After an error, `request` holds what came before it. Errors: kMalformed, kAmbiguousLength.
tl::expected<void, Error> parseHead(std::string_view head, Request& request);

}  // namespace http
