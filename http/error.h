#pragma once

#include <cstdint>

namespace http {

// Every expected way in which a request fails before it has been read to its end.
enum class Error : std::uint8_t {
    kNoRequest,  // the connection ended, or idled too long, before a request began: no answer is
                 // due
    kMalformed,
    kAmbiguousLength,  // Content-Length beside Transfer-Encoding
    kHeadTooLarge,
    kTooSlow,
    kIncomplete,  // the connection ended within a request
    kUndecodableGzip,
    kTruncatedGzip,
    kTooManyConnections,
    kDraining,
};

}  // namespace http
