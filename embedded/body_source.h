#pragma once

#include "engine_error.h"

#include <Poco/Net/HTTPServerRequest.h>

#include <cstddef>
#include <memory>
#include <stdexcept>

namespace embedded {

// The body cannot be read to its true end: cut, garbled, or in an unknown encoding. Nothing of it
// may be stored.
class BodyError : public std::runtime_error {
public:
    explicit BodyError(EngineError error)
        : std::runtime_error(error.text), error_(std::move(error)) {}

    [[nodiscard]] const EngineError& error() const { return error_; }

private:
    EngineError error_;
};

// A request body, piece by piece.
class BodySource {
public:
    BodySource() = default;
    virtual ~BodySource() = default;
    BodySource(const BodySource&) = delete;
    BodySource& operator=(const BodySource&) = delete;

    // Up to `size` bytes into `buffer`; 0 only at the true end. Throws BodyError.
    virtual std::size_t read(char* buffer, std::size_t size) = 0;

    // True once the whole body has been taken from the connection.
    [[nodiscard]] virtual bool isConsumed() const = 0;
};

// The bytes of the body as sent. Strict where Poco's streams are not: they take a cut body for a
// whole one.
std::unique_ptr<BodySource> makeWireSource(Poco::Net::HTTPServerRequest& request);

}  // namespace embedded
