#include "support/capture_error.h"

#include "support/catch.h"

#include <unistd.h>

#include <array>

namespace test_support {

std::string captureError(const std::function<void()>& action) {
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    const int saved = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    action();
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(ends[1]);
    std::array<char, 4096> text{};
    const auto size = read(ends[0], text.data(), text.size());
    close(ends[0]);
    return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace test_support
