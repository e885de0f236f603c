#include "http/guarded_socket.h"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

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

GuardedSocketImpl::GuardedSocketImpl(
    const Poco::Net::StreamSocket& socket,
    const ReceiveLimits& limits
)
    : StreamSocketImpl(duplicateDescriptor(socket)), limits_(limits) {}

int GuardedSocketImpl::receiveBytes(void* buffer, int length, int flags) {
    if (is_before_head_) {
        setDeadline(limits_.head_time);
        is_in_head_ = true;
        head_bytes_ = 0;
    }
    if (is_in_head_ && head_bytes_ > limits::kHeadBytes) {
        cut(has_overflowed_);
    }
    if (!waitForBytes()) {
        cut(has_timed_out_);
    }
    const int received = StreamSocketImpl::receiveBytes(buffer, length, flags);
    has_ended_ = received <= 0;
    const auto size = static_cast<std::size_t>(std::max(received, 0));
    head_bytes_ += size;
    if (pace_) {
        pace_->add(size, std::chrono::steady_clock::now());
    }
    return received;
}

bool GuardedSocketImpl::poll(const Poco::Timespan& timeout, int mode) {
    using std::chrono::milliseconds, std::chrono::steady_clock;
    const auto end = steady_clock::now() + std::chrono::microseconds(timeout.totalMicroseconds());
    const int events =
        ((mode & SELECT_READ) != 0 ? POLLIN : 0) | ((mode & SELECT_WRITE) != 0 ? POLLOUT : 0);
    pollfd entry{sockfd(), static_cast<short>(events), 0};
    while (true) {
        const auto left = std::chrono::ceil<milliseconds>(end - steady_clock::now());
        const auto ready =
            ::poll(&entry, 1, static_cast<int>(std::max(left, milliseconds::zero()).count()));
        if (ready >= 0) {
            return ready > 0;
        }
        if (errno != EINTR) {
            error();
        }
    }
}

void GuardedSocketImpl::expectHead() {
    is_before_head_ = true;
}

void GuardedSocketImpl::expectBody() {
    is_before_head_ = false;
    is_in_head_ = false;
    pace_.emplace(limits_, std::chrono::steady_clock::now());
}

void GuardedSocketImpl::setDeadline(std::chrono::milliseconds from_now) {
    is_before_head_ = false;
    is_in_head_ = false;
    pace_.reset();
    deadline_ = std::chrono::steady_clock::now() + from_now;
}

bool GuardedSocketImpl::waitForBytes() {
    const auto now = std::chrono::steady_clock::now();
    const auto left = std::chrono::duration_cast<std::chrono::microseconds>(
        (pace_ ? pace_->deadline() : deadline_) - now
    );
    if (pace_ ? pace_->isOverTime(now) : left.count() <= 0) {
        return false;
    }
    // Behind its pace, a body may only be late because this thread was: see what is there.
    return poll(std::max<Poco::Timespan::TimeDiff>(left.count(), 0), SELECT_READ);
}

void GuardedSocketImpl::cut(bool& reason) {
    reason = true;
    has_ended_ = true;
    throw Poco::TimeoutException();
}

}  // namespace relay
