#pragma once

#include "observe/load.h"
#include "spool/spool_folder.h"
#include "spool/spool_queue.h"
#include "spool/spooled_group.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace relay {

class Log;

struct SpoolPolicy {
    std::uint64_t max_bytes = std::uint64_t{1} << 30U;

    // As SpoolQueue has them.
    std::chrono::milliseconds pause{500};
    std::chrono::milliseconds max_pause{4'000};
};

// A group that was read to be sent.
struct SpoolItem {
    std::string name;
    std::string text;
    SpooledFile file;
    std::size_t failures;  // so far, of this process
    bool is_untried;       // nobody has ever sent it

    [[nodiscard]] std::string_view ndjson() const {
        return std::string_view(text).substr(file.head_bytes);
    }
};

// Groups that ClickHouse did not take, on disk until it has them. Some threads store, others send:
// each takes an item, and ends with one of finish(), postpone(), renew() and setAside().
// Thread-safe.
class Spool {
public:
    // Throws std::runtime_error with one clear line when the folder cannot be used.
    Spool(const std::string& path, const SpoolPolicy& policy, Log& log);

    // False: full, or the disk does not take it. The log says so once.
    bool
    store(const SpooledGroup& group, std::span<const std::string_view> ndjson, bool is_untried);

    // Diversion: once ClickHouse fails to take a group, all come here, until it takes one.
    void divert();
    void endDiversion();
    bool isDiverting();

    // Waits for a group that is due. Empty: closed.
    std::optional<SpoolItem> take();

    // It is stored, which ends the diversion.
    void finish(const SpoolItem& item);
    void postpone(const SpoolItem& item);
    // Postpones it under another token.
    void renew(const SpoolItem& item, const std::string& token);
    void setAside(const std::string& name, std::string_view reason);

    // Ends the waiting.
    void close();

    // Whether a group would find room.
    bool takes();

    SpoolLoad load();

private:
    bool reserve(std::uint64_t bytes);
    void tellFailure(std::string_view reason);
    std::optional<SpoolItem> read(const SpoolQueue::Taken& taken);
    void forget(const std::string& name);

    const SpoolPolicy policy_;
    const SpoolFolder folder_;
    Log& log_;
    std::mutex mutex_;
    std::condition_variable changed_;
    SpoolQueue queue_;
    std::uint64_t bytes_ = 0;   // also of groups that are being written
    std::size_t finished_ = 0;  // since the spool was empty
    std::size_t damaged_;
    bool is_failing_ = false;
    bool is_closed_ = false;
};

}  // namespace relay
