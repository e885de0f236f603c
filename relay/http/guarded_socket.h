#pragma once

#include "http/body_pace.h"
#include "http/limits.h"

#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/StreamSocketImpl.h>

#include <chrono>
#include <cstddef>
#include <optional>

namespace relay {

// A connection's socket that bounds what a client may send, and how long it may take: Poco 1.11
// bounds the fields of a head, but skips lines without a colon for ever, and starts its timeout
// anew with every byte. Used by the connection's one thread.
class GuardedSocketImpl : public Poco::Net::StreamSocketImpl {
public:
    // Takes a duplicate of the descriptor.
    GuardedSocketImpl(const Poco::Net::StreamSocket& socket, const ReceiveLimits& limits);

    // Throws Poco::TimeoutException when the client was too slow, or sent too large a head.
    int receiveBytes(void* buffer, int length, int flags) override;

    // By one system call: Poco makes an epoll instance for every wait.
    bool poll(const Poco::Timespan& timeout, int mode) override;

    // The next byte received starts a head, with the head's bounds.
    void expectHead();

    // What comes now is a body, with the body's pace.
    void expectBody();

    // From here on only this deadline holds.
    void setDeadline(std::chrono::milliseconds from_now);

    // A head was cut off by its size: what Poco parsed is not all there was.
    [[nodiscard]] bool hasOverflowed() const { return has_overflowed_; }

    // The client took too long.
    [[nodiscard]] bool hasTimedOut() const { return has_timed_out_; }

    // Nothing more comes: the client has ended, took too long or sent too much.
    [[nodiscard]] bool hasEnded() const { return has_ended_; }

private:
    [[nodiscard]] bool waitForBytes();
    [[noreturn]] void cut(bool& reason);

    const ReceiveLimits limits_;
    bool is_in_head_ = false;
    bool is_before_head_ = true;
    bool has_overflowed_ = false;
    bool has_timed_out_ = false;
    bool has_ended_ = false;
    std::size_t head_bytes_ = 0;
    std::chrono::steady_clock::time_point deadline_;
    std::optional<BodyPace> pace_;
};

}  // namespace relay
