#include "http/connection.h"

#include <Poco/Exception.h>

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace http {

namespace {

using std::chrono::milliseconds, std::chrono::steady_clock;

constexpr std::size_t kReadSize = std::size_t{16} * 1024;
constexpr std::size_t kSmallRead = 1024;

// Enough for the usual client, which sends its whole body before it looks for a reply.
constexpr std::size_t kLingerBytes = std::size_t{32} * 1024 * 1024;

// By one system call: Poco makes an epoll instance for every wait. False: the deadline has passed.
bool waitReadable(int descriptor, steady_clock::time_point deadline) {
    pollfd entry{descriptor, POLLIN, 0};
    while (true) {
        const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
        const int ready =
            ::poll(&entry, 1, static_cast<int>(std::max(left, milliseconds::zero()).count()));
        if (ready >= 0 || errno != EINTR) {
            return ready != 0;  // after an error, receiving tells what it was
        }
    }
}

}  // namespace

Connection::Connection(const Poco::Net::StreamSocket& socket, const ReceiveLimits& limits)
    : socket_(socket), limits_(limits), buffer_(limits.head_bytes) {}

tl::expected<std::string, Error> Connection::readHead() {
    pace_.reset();
    auto deadline = steady_clock::now() + limits_.idle_time;
    bool has_begun = false;
    std::array<char, kReadSize> piece;  // NOLINT(*-member-init): filled by receive
    while (true) {
        auto head = buffer_.takeHead();
        if (!head) {
            return tl::make_unexpected(head.error());
        }
        if (*head) {
            return std::move(**head);
        }
        if (!has_begun && buffer_.buffered() > 0) {
            has_begun = true;
            deadline = steady_clock::now() + limits_.head_time;
        }
        if (has_begun && steady_clock::now() >= deadline) {
            return tl::make_unexpected(Error::kTooSlow);
        }
        const auto size = receive(piece.data(), piece.size(), deadline);
        if (!size) {
            return tl::make_unexpected(has_begun ? size.error() : Error::kNoRequest);
        }
        buffer_.add({piece.data(), *size});
    }
}

void Connection::expectBody() {
    pace_.emplace(limits_, steady_clock::now());
}

tl::expected<std::size_t, Error> Connection::readBody(char* target, std::size_t size) {
    if (buffer_.buffered() == 0) {
        if (pace_->isOverTime(steady_clock::now())) {
            return tl::make_unexpected(Error::kTooSlow);
        }
        // A line is not to be one system call per byte.
        const bool is_small = size < kSmallRead;
        std::array<char, kReadSize> piece;  // NOLINT(*-member-init): filled by receive
        const auto received = receive(
            is_small ? piece.data() : target, is_small ? piece.size() : size, pace_->deadline()
        );
        if (!received) {
            return received;
        }
        pace_->add(*received, steady_clock::now());
        if (!is_small) {
            return received;
        }
        buffer_.add({piece.data(), *received});
    }
    return buffer_.takeBody(target, size);
}

void Connection::send(std::string_view bytes) {
    socket_.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
}

void Connection::linger(milliseconds time) {
    const auto deadline = steady_clock::now() + time;
    try {
        socket_.shutdownSend();
    } catch (const Poco::Exception&) {
        return;  // the client has gone
    }
    std::array<char, kReadSize> waste;  // NOLINT(*-member-init): nobody reads it
    std::size_t total = 0;
    while (total < kLingerBytes && steady_clock::now() < deadline) {
        const auto size = receive(waste.data(), waste.size(), deadline);
        if (!size) {
            return;
        }
        total += *size;
    }
}

// Behind its deadline, a client may only be late because this thread was: what is there is taken.
tl::expected<std::size_t, Error>
Connection::receive(char* target, std::size_t size, TimePoint deadline) {
    try {
        if (!waitReadable(socket_.impl()->sockfd(), deadline)) {
            return tl::make_unexpected(Error::kTooSlow);
        }
        const int received = socket_.receiveBytes(target, static_cast<int>(size));
        if (received > 0) {
            return static_cast<std::size_t>(received);
        }
    } catch (const Poco::Exception&) {
        return tl::make_unexpected(Error::kIncomplete);  // the connection broke
    }
    return tl::make_unexpected(Error::kIncomplete);
}

}  // namespace http
