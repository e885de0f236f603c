#include "spool/spool.h"

#include "observe/log.h"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

namespace relay {

namespace {

using std::chrono::microseconds;
using std::chrono::system_clock;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kTimeDigits = 20;

std::int64_t nowMicroseconds() {
    return std::chrono::duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

// Names are in the order of time.
std::string makeName(const std::string& token) {
    auto time = std::to_string(nowMicroseconds());
    time.insert(0, kTimeDigits - time.size(), '0');
    return time + '-' + token + ".group";
}

double ageSeconds(const std::string& name) {
    const auto written = std::strtoll(name.c_str(), nullptr, 10);
    return std::max(0.0, static_cast<double>(nowMicroseconds() - written) / 1e6);
}

}  // namespace

Spool::Spool(const std::string& path, const SpoolPolicy& policy, Log& log)
    : policy_(policy),
      folder_(path),
      log_(log),
      queue_(policy.pause, policy.max_pause),
      damaged_(folder_.countDamaged()) {
    for (const auto& file : folder_.list()) {
        queue_.add(file.name, file.bytes, false);
        bytes_ += file.bytes;
    }
    if (queue_.size() > 0) {
        log_.warn(
            "groups wait in the spool",
            {{"folder", path},
             {"groups", std::to_string(queue_.size())},
             {"bytes", std::to_string(bytes_)}}
        );
    }
}

bool Spool::store(
    const SpooledGroup& group,
    std::span<const std::string_view> ndjson,
    bool is_untried
) {
    const auto head = encodeHead(group, ndjson);
    std::vector<std::string_view> pieces{head};
    pieces.insert(pieces.end(), ndjson.begin(), ndjson.end());
    std::uint64_t bytes = 0;
    for (const auto piece : pieces) {
        bytes += piece.size();
    }
    if (!reserve(bytes)) {
        return false;
    }
    const auto name = makeName(group.token);
    const auto written = folder_.write(name, pieces);
    const std::lock_guard lock(mutex_);
    if (!written) {
        bytes_ -= bytes;
        tellFailure(written.error());
        return false;
    }
    is_failing_ = false;
    if (queue_.size() == 0) {
        log_.warn("groups go to the spool", {{"folder", folder_.path()}});
    }
    queue_.add(name, bytes, is_untried);
    changed_.notify_all();
    return true;
}

bool Spool::reserve(std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    if (bytes_ + bytes > policy_.max_bytes) {
        tellFailure("SPOOL_MAX_BYTES are taken");
        return false;
    }
    bytes_ += bytes;
    return true;
}

// Once until a group is written again.
void Spool::tellFailure(std::string_view reason) {
    if (!std::exchange(is_failing_, true)) {
        log_.error("cannot spool", {{"folder", folder_.path()}, {"reason", reason}});
    }
}

void Spool::divert() {
    const std::lock_guard lock(mutex_);
    queue_.divert(Clock::now());
}

void Spool::endDiversion() {
    const std::lock_guard lock(mutex_);
    queue_.endDiversion();
    is_failing_ = false;
    changed_.notify_all();
}

bool Spool::isDiverting() {
    const std::lock_guard lock(mutex_);
    return queue_.isDiverting();
}

std::optional<SpoolItem> Spool::take() {
    std::unique_lock lock(mutex_);
    while (!is_closed_) {
        const auto taken = queue_.take(Clock::now());
        if (!taken) {
            if (queue_.hasWaiting()) {
                changed_.wait_for(lock, policy_.pause);
            } else {
                changed_.wait(lock);
            }
            continue;
        }
        lock.unlock();
        if (auto item = read(*taken)) {
            return item;
        }
        lock.lock();
    }
    return std::nullopt;
}

std::optional<SpoolItem> Spool::read(const SpoolQueue::Taken& taken) {
    const auto& name = taken.name;
    SpoolItem item{name, {}, {}, taken.failures, taken.is_untried};
    auto text = folder_.read(name);
    if (!text) {
        if (taken.failures == 0) {
            log_.error("cannot read a spooled group", {{"file", name}, {"reason", text.error()}});
        }
        postpone(item);
        return std::nullopt;
    }
    item.text = std::move(*text);
    auto file = decodeFile(item.text);
    if (!file) {
        setAside(name, "it is damaged");
        return std::nullopt;
    }
    item.file = std::move(*file);
    return item;
}

void Spool::finish(const SpoolItem& item) {
    const auto removed = folder_.remove(item.name);
    if (!removed) {
        log_.warn(
            "cannot remove a spooled group that is stored",
            {{"file", item.name}, {"reason", removed.error()}}
        );
    }
    const std::lock_guard lock(mutex_);
    queue_.endDiversion();
    is_failing_ = false;
    ++finished_;
    forget(item.name);
    if (queue_.size() == 0) {
        log_.warn("the spool is empty", {{"stored", std::to_string(std::exchange(finished_, 0))}});
    }
}

void Spool::postpone(const SpoolItem& item) {
    const std::lock_guard lock(mutex_);
    queue_.postpone(item.name, Clock::now());
    changed_.notify_all();
}

void Spool::renew(const SpoolItem& item, const std::string& token) {
    auto group = item.file.group;
    group.token = token;
    const std::vector<std::string_view> ndjson{item.ndjson()};
    const auto head = encodeHead(group, ndjson);
    const std::vector<std::string_view> pieces{head, item.ndjson()};
    if (const auto written = folder_.replace(item.name, pieces); !written) {
        log_.warn(
            "cannot write a spooled group again", {{"file", item.name}, {"reason", written.error()}}
        );
    }
    postpone(item);
}

void Spool::setAside(const std::string& name, std::string_view reason) {
    const auto moved = folder_.setAside(name);
    log_.error(
        "a spooled group is set aside",
        {{"folder", folder_.path() + "/damaged"},
         {"file", name},
         {"reason", moved ? reason : std::string_view(moved.error())}}
    );
    const std::lock_guard lock(mutex_);
    ++damaged_;
    forget(name);
}

// What was taken is no longer in the spool.
void Spool::forget(const std::string& name) {
    bytes_ -= queue_.remove(name);
    changed_.notify_all();
}

void Spool::close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    changed_.notify_all();
}

bool Spool::takes() {
    const std::lock_guard lock(mutex_);
    return !is_failing_ && bytes_ < policy_.max_bytes;
}

SpoolLoad Spool::load() {
    const std::lock_guard lock(mutex_);
    const auto oldest = queue_.size() == 0 ? 0.0 : ageSeconds(queue_.oldest());
    return {queue_.size(), bytes_, policy_.max_bytes, damaged_, oldest};
}

}  // namespace relay
