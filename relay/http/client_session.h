#pragma once

#include "ingest/rejection.h"

#include <Poco/Net/HTTPServerSession.h>
#include <tl/expected.hpp>

#include <cstddef>

namespace relay {

// Poco's side of a connection: it buffers, and reads heads. Bodies are taken from it as they are,
// because Poco's own streams for bodies hide every error.
class ClientSession : public Poco::Net::HTTPServerSession {
public:
    using HTTPServerSession::HTTPServerSession;

    // At least one byte behind the head, at most `size`. Errors: kIncompleteBody, kBodyTooSlow.
    tl::expected<std::size_t, Rejection> receiveBody(char* target, std::size_t size);
};

}  // namespace relay
