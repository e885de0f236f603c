#include "http/guarded_socket.h"

#include "http/limits.h"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>

#include <unistd.h>

namespace relay {

namespace {

int duplicateDescriptor(const Poco::Net::StreamSocket& socket) {
    const int copy = dup(socket.impl()->sockfd());
    if (copy < 0) {
        throw Poco::Net::NetException("too many open files");
    }
    return copy;
}

}  // namespace

GuardedSocketImpl::GuardedSocketImpl(const Poco::Net::StreamSocket& socket)
    : StreamSocketImpl(duplicateDescriptor(socket)) {}

int GuardedSocketImpl::receiveBytes(void* buffer, int length, int flags) {
    if (is_before_head_) {
        setDeadline(limits::kHeadTimeout);
        is_before_head_ = false;
        is_in_head_ = true;
        head_bytes_ = 0;
    }
    const auto left = std::chrono::duration_cast<std::chrono::microseconds>(
        deadline_ - std::chrono::steady_clock::now()
    );
    has_overflowed_ = is_in_head_ && (head_bytes_ > limits::kHeadBytes || left.count() <= 0);
    if (has_overflowed_ || left.count() <= 0 || !poll(left.count(), SELECT_READ)) {
        has_ended_ = true;
        throw Poco::TimeoutException();
    }
    const int received = StreamSocketImpl::receiveBytes(buffer, length, flags);
    has_ended_ = received <= 0;
    head_bytes_ += received > 0 ? static_cast<std::size_t>(received) : 0;
    return received;
}

void GuardedSocketImpl::expectHead() {
    is_before_head_ = true;
}

void GuardedSocketImpl::setDeadline(std::chrono::milliseconds from_now) {
    is_before_head_ = false;
    is_in_head_ = false;
    deadline_ = std::chrono::steady_clock::now() + from_now;
}

}  // namespace relay
