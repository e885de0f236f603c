#include "query_runner.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <future>
#include <string>
#include <system_error>
#include <vector>

namespace embedded {
namespace {

constexpr std::size_t kPieceSize = std::size_t{256} * 1024;
constexpr int kPipeSize = 1024 * 1024;
constexpr int kKillInterval = 20;  // milliseconds

class FileDescriptor {
public:
    explicit FileDescriptor(int value) : value_(value) {
        if (value_ < 0) {
            throw std::system_error(errno, std::generic_category(), "no file descriptor");
        }
    }

    ~FileDescriptor() { close(value_); }

    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;

    [[nodiscard]] int get() const { return value_; }

private:
    int value_;
};

std::array<int, 2> makePipe() {
    std::array<int, 2> ends{-1, -1};
    if (pipe2(ends.data(), O_CLOEXEC) == 0) {
        fcntl(ends[0], F_SETPIPE_SZ, kPipeSize);
    }
    return ends;
}

// One running SELECT: the engine works in a thread of its own while this one moves the result and
// watches the client.
class RunningQuery {
public:
    RunningQuery(Engine& engine, const QueryTask& task, const ResultSink& sink)
        : engine_(engine), task_(task), sink_(sink), piece_(kPieceSize) {}

    EngineResult run() {
        const std::string path = "/proc/self/fd/" + std::to_string(write_end_.get());
        const std::string sql = withOutputFile(task_.statement, path, task_.default_format);
        auto result = std::async(std::launch::async, [&] {
            EngineResult made = task_.connection.query(sql, "Null");
            eventfd_write(done_.get(), 1);
            return made;
        });
        while (!moveSome()) {
        }
        return result.get();
    }

private:
    // True when the query has ended and its result is handed over. The end is not read from the
    // pipe: a process that the engine starts meanwhile may hold its write end.
    bool moveSome() {
        std::array<pollfd, 3> watched{
            {{read_end_.get(), POLLIN, 0},
             {done_.get(), POLLIN, 0},
             {stopped_ ? -1 : task_.client, POLLRDHUP, 0}}};
        if (poll(watched.data(), watched.size(), stopped_ ? kKillInterval : -1) < 0) {
            return false;
        }
        if (watched[2].revents != 0) {
            stopped_ = true;
        }
        const bool done = watched[1].revents != 0;
        drainPipe();
        if (stopped_ && !done) {
            engine_.kill(task_.marker);  // again and again: it may not have started yet
        }
        return done;
    }

    // Reads no more than there is. O_NONBLOCK would not do: when the engine is done with an
    // executable it makes a descriptor blocking that it has closed before, and that is ours by
    // then.
    void drainPipe() {
        int available = 0;
        while (ioctl(read_end_.get(), FIONREAD, &available) == 0 && available > 0) {
            const auto size = std::min(piece_.size(), static_cast<std::size_t>(available));
            const auto count = ::read(read_end_.get(), piece_.data(), size);
            if (count > 0) {
                handOver({piece_.data(), static_cast<std::size_t>(count)});
            }
        }
    }

    void handOver(std::string_view bytes) {
        if (stopped_) {
            return;
        }
        try {
            stopped_ = !sink_(bytes);
        } catch (const std::exception&) {
            stopped_ = true;  // The client takes nothing more.
        }
    }

    Engine& engine_;
    const QueryTask& task_;
    const ResultSink& sink_;
    std::vector<char> piece_;
    std::array<int, 2> ends_ = makePipe();
    FileDescriptor read_end_{ends_[0]};
    FileDescriptor write_end_{ends_[1]};
    FileDescriptor done_{eventfd(0, EFD_CLOEXEC)};
    bool stopped_ = false;
};

}  // namespace

EngineResult runQuery(Engine& engine, const QueryTask& task, const ResultSink& sink) {
    return RunningQuery(engine, task, sink).run();
}

}  // namespace embedded
