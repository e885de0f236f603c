#pragma once

#include "http/byte_source.h"
#include "http/chunked_decoder.h"
#include "http/request.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace http {

// The body of one request, as sent, without its framing. Before its first read it calls `begin`,
// which tells a waiting client to go on.
class RequestBody {
public:
    struct Hooks {
        std::function<bool()> begin;  // false: the client is gone
        ByteSource receive;
    };

    RequestBody(const Request& request, Hooks hooks);

    // Returns how many bytes came; 0 at the proper end. Errors: kIncomplete, kTooSlow, kMalformed.
    tl::expected<std::size_t, Error> read(char* target, std::size_t size);

    // How many bytes came so far.
    [[nodiscard]] std::uint64_t received() const { return received_; }

    // True: nothing of this body is left in the connection, so the next request may follow.
    [[nodiscard]] bool isConsumed() const;

private:
    Hooks hooks_;
    std::optional<ChunkedDecoder> chunks_;
    std::uint64_t left_;
    std::uint64_t received_ = 0;
};

}  // namespace http
