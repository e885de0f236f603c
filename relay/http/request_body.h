#pragma once

#include "http/chunked_body.h"
#include "http/request.h"
#include "ingest/rejection.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace relay {

// The body of one request, as sent, without its framing. Before its first read it calls `begin`,
// which tells a waiting client to go on.
class RequestBody {
public:
    struct Hooks {
        std::function<bool()> begin;  // false: the client is gone
        ReceiveBytes receive;
    };

    RequestBody(const Request& request, Hooks hooks);

    // Returns how many bytes came; 0 at the proper end. Errors: kIncompleteBody, kBodyTooSlow,
    // kMalformedRequest.
    tl::expected<std::size_t, Rejection> read(char* target, std::size_t size);

    // How many bytes came so far.
    [[nodiscard]] std::uint64_t received() const { return received_; }

    // True: nothing of this body is left in the connection, so the next request may follow.
    [[nodiscard]] bool allowsNextRequest() const;

private:
    Hooks hooks_;
    std::optional<ChunkedBody> chunks_;
    std::uint64_t left_;
    std::uint64_t received_ = 0;
};

}  // namespace relay
