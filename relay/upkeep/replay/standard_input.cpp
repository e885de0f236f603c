#include "upkeep/replay/standard_input.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <ios>
#include <utility>

namespace relay {

namespace {

constexpr int kPollIntervalMs = 100;

}  // namespace

StandardInput::StandardInput(std::function<bool()> is_stopped)
    : is_stopped_(std::move(is_stopped)) {}

StandardInput::int_type StandardInput::underflow() {
    for (;;) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        const bool is_there = poll(&input, 1, kPollIntervalMs) > 0;
        if (is_stopped_()) {
            return traits_type::eof();
        }
        if (!is_there) {
            continue;
        }
        const auto size = read(STDIN_FILENO, bytes_.data(), bytes_.size());
        if (size == 0) {
            return traits_type::eof();
        }
        if (size > 0) {
            setg(bytes_.data(), bytes_.data(), bytes_.data() + size);
            return traits_type::to_int_type(*gptr());
        }
        if (errno != EINTR && errno != EAGAIN) {
            throw std::ios_base::failure("standard input");
        }
    }
}

}  // namespace relay
