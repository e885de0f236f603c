#pragma once

#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/StreamSocketImpl.h>

#include <chrono>
#include <cstddef>

namespace relay {

// A connection's socket that bounds what a client may send, and how long it may take, before Poco
// hands the request on: Poco 1.11 bounds the fields of a head, but skips lines without a colon for
// ever, and starts its timeout anew with every byte. Used by the connection's one thread.
class GuardedSocketImpl : public Poco::Net::StreamSocketImpl {
public:
    // Takes a duplicate of the descriptor.
    explicit GuardedSocketImpl(const Poco::Net::StreamSocket& socket);

    int receiveBytes(void* buffer, int length, int flags) override;

    // The next byte received starts a head, with the head's bounds.
    void expectHead();

    // From here on only this deadline holds.
    void setDeadline(std::chrono::milliseconds from_now);

    // A head was cut off by one of the bounds: what Poco parsed is not all there was.
    [[nodiscard]] bool hasOverflowed() const { return has_overflowed_; }

    // The client will send no more, or took too long.
    [[nodiscard]] bool hasEnded() const { return has_ended_; }

private:
    bool is_in_head_ = false;
    bool is_before_head_ = true;
    bool has_overflowed_ = false;
    bool has_ended_ = false;
    std::size_t head_bytes_ = 0;
    std::chrono::steady_clock::time_point deadline_;
};

}  // namespace relay
