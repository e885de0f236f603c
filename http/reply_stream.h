#pragma once

#include "http/connection.h"

#include <Poco/BufferedStreamBuf.h>

#include <ostream>

namespace http {

// The body of a reply whose length is not known when it begins. Throws Poco::Exception when the
// client does not take it. Without finish(), the client sees that the body is cut.
class ReplyStream : public std::ostream {
public:
    enum class Framing {
        kChunks,           // RFC 9112 section 7.1
        kEndOfConnection,  // for HTTP/1.0
        kNothing,          // the answer to HEAD: the body is thrown away
    };

    ReplyStream(Connection& connection, Framing framing);

    void finish();

    [[nodiscard]] bool isFinished() const { return is_finished_; }

private:
    class Buffer : public Poco::BufferedStreamBuf {
    public:
        Buffer(Connection& connection, Framing framing);

    private:
        int writeToDevice(const char* bytes, std::streamsize size) override;

        Connection& connection_;
        Framing framing_;
    };

    Connection& connection_;
    Framing framing_;
    bool is_finished_ = false;
    Buffer buffer_;
};

}  // namespace http
