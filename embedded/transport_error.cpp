#include "transport_error.h"

namespace embedded {

EngineError transportError(http::Error error) {
    switch (error) {
        case http::Error::kNoRequest:
        case http::Error::kMalformed:
            return makeError(117, "The request is not valid HTTP", "INCORRECT_DATA");
        case http::Error::kAmbiguousLength:
            return makeError(
                36, "The headers do not say clearly where the request body ends", "BAD_ARGUMENTS"
            );
        case http::Error::kHeadTooLarge:
            return makeError(36, "The headers of the request are too long", "BAD_ARGUMENTS");
        case http::Error::kTooSlow:
            return makeError(209, "The request arrives too slowly", "SOCKET_TIMEOUT");
        case http::Error::kIncomplete:
            return makeError(3, "The request body ends too early", "UNEXPECTED_END_OF_FILE");
        case http::Error::kUndecodableGzip:
            return makeError(354, "The request body is not valid gzip data", "ZLIB_INFLATE_FAILED");
        case http::Error::kTruncatedGzip:
            return makeError(
                354, "The gzip data of the request body ends too early", "ZLIB_INFLATE_FAILED"
            );
        case http::Error::kTooManyConnections:
            return makeError(202, "Too many connections", "TOO_MANY_SIMULTANEOUS_QUERIES");
        case http::Error::kDraining:
            return makeError(236, "The server is shutting down", "ABORTED");
    }
    return makeError(1002, "Unknown transport error", "UNKNOWN_EXCEPTION");
}

}  // namespace embedded
