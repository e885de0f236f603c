#pragma once

#include "http/request.h"
#include "ingest/rejection.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <istream>

namespace relay {

// The body of one request, as sent, without its framing. Before its first read it calls `begin`,
// which tells a waiting client to go on. `is_cut` says whether the client stopped sending: Poco's
// stream for chunks ends alike at the last chunk and where the connection broke.
class RequestBody {
public:
    struct Hooks {
        std::function<void()> begin;
        std::function<bool()> is_cut;
    };

    RequestBody(const Request& request, std::istream& stream, Hooks hooks);

    // Returns how many bytes came; 0 at the proper end. Error: kIncompleteBody.
    tl::expected<std::size_t, Rejection> read(char* target, std::size_t size);

    // True: nothing of this body is left in the connection, so the next request may follow. Never
    // true after chunks, because Poco takes a malformed chunk for the last one.
    [[nodiscard]] bool allowsNextRequest() const { return !is_chunked_ && left_ == 0; }

private:
    tl::expected<std::size_t, Rejection> readChunked(char* target, std::size_t size);

    std::istream& stream_;
    Hooks hooks_;
    bool is_chunked_;
    std::uint64_t left_;
};

}  // namespace relay
