#include "worker/pipes.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace worker {
namespace {

constexpr int kPipeBytes = 1024 * 1024;

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

void growPipe(int fd) {
    static_cast<void>(::fcntl(fd, F_SETPIPE_SZ, kPipeBytes));
}

std::size_t readSome(int fd, std::span<char> buffer) {
    while (true) {
        const auto count = ::read(fd, buffer.data(), buffer.size());
        if (count >= 0) {
            return static_cast<std::size_t>(count);
        }
        if (errno != EINTR) {
            fail("read");
        }
    }
}

void writeAll(int fd, std::span<const char> bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(fd, bytes.data(), bytes.size());
        if (count >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(count));
        } else if (errno != EINTR) {
            fail("write");
        }
    }
}

}  // namespace worker
