// Preloaded into ClickHouse. While the file $CRASH_FILE holds a number N, the process kills itself
// right after the Nth step of storing: a written deduplication token or a renamed part or file.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

std::atomic<int> g_steps{0};

int chosenStep() {
    const char* name = std::getenv("CRASH_FILE");
    const int file = name == nullptr ? -1 : open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return 0;
    }
    std::array<char, 16> text{};
    const auto length = read(file, text.data(), text.size() - 1);
    close(file);
    return length > 0 ? std::atoi(text.data()) : 0;
}

void takeStep() {
    const int chosen = chosenStep();
    if (chosen > 0 && ++g_steps == chosen) {
        kill(getpid(), SIGKILL);
        pause();
    }
}

bool isTokenLog(int file) {
    std::array<char, 4096> path{};
    const std::string link = "/proc/self/fd/" + std::to_string(file);
    const auto length = readlink(link.c_str(), path.data(), path.size());
    return length > 0 && std::string_view(path.data(), static_cast<std::size_t>(length))
                                 .find("/deduplication_logs/") != std::string_view::npos;
}

template <typename Function>
Function* original(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));  // NOLINT: dlsym's interface
}

}  // namespace

extern "C" ssize_t write(int file, const void* bytes, size_t length) {
    static const auto real = original<ssize_t(int, const void*, size_t)>("write");
    const auto written = real(file, bytes, length);
    if (isTokenLog(file)) {
        takeStep();
    }
    return written;
}

extern "C" int rename(const char* from, const char* to) noexcept {
    static const auto real = original<int(const char*, const char*)>("rename");
    const int result = real(from, to);
    if (result == 0) {
        takeStep();
    }
    return result;
}
