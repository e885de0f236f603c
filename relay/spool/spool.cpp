#include "spool/spool.h"

#include "observe/log.h"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

namespace relay {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::system_clock;

constexpr std::size_t kTimeDigits = 20;
constexpr std::size_t kMaxDoublings = 10;

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
    : policy_(policy), folder_(path), log_(log), damaged_(folder_.countDamaged()) {
    for (const auto& file : folder_.list()) {
        groups_[file.name].bytes = file.bytes;
        bytes_ += file.bytes;
    }
    if (!groups_.empty()) {
        log_.warn(
            "groups wait in the spool",
            {{"folder", path},
             {"groups", std::to_string(groups_.size())},
             {"bytes", std::to_string(bytes_)}}
        );
    }
}

bool Spool::store(const SpooledGroup& group, std::span<const std::string_view> ndjson) {
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
    if (groups_.empty()) {
        log_.warn("groups go to the spool", {{"folder", folder_.path()}});
    }
    groups_[name].bytes = bytes;
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
    is_diverting_ = !groups_.empty();
    next_probe_ = Clock::now() + policy_.pause;
}

void Spool::endDiversion() {
    const std::lock_guard lock(mutex_);
    is_diverting_ = false;
    is_failing_ = false;
    changed_.notify_all();
}

bool Spool::isDiverting() {
    const std::lock_guard lock(mutex_);
    return is_diverting_;
}

std::optional<SpoolItem> Spool::take() {
    std::unique_lock lock(mutex_);
    while (!is_closed_) {
        const auto now = Clock::now();
        const bool may_take = !is_diverting_ || (taken_ == 0 && now >= next_probe_);
        const auto due = may_take ? findDue(now) : groups_.end();
        if (due == groups_.end()) {
            if (taken_ == groups_.size()) {
                changed_.wait(lock);
            } else {
                changed_.wait_for(lock, policy_.pause);
            }
            continue;
        }
        due->second.is_taken = true;
        ++taken_;
        const auto name = due->first;
        const auto failures = due->second.failures;
        lock.unlock();
        if (auto item = read(name, failures)) {
            return item;
        }
        lock.lock();
    }
    return std::nullopt;
}

Spool::Groups::iterator Spool::findDue(Clock::time_point now) {
    return std::ranges::find_if(groups_, [now](const auto& group) {
        return !group.second.is_taken && group.second.due <= now;
    });
}

std::optional<SpoolItem> Spool::read(const std::string& name, std::size_t failures) {
    SpoolItem item{name, {}, {}, failures};
    auto text = folder_.read(name);
    if (!text) {
        if (failures == 0) {
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
    is_diverting_ = false;
    is_failing_ = false;
    ++finished_;
    forget(item.name);
    if (groups_.empty()) {
        log_.warn("the spool is empty", {{"stored", std::to_string(std::exchange(finished_, 0))}});
    }
}

void Spool::postpone(const SpoolItem& item) {
    const std::lock_guard lock(mutex_);
    auto& group = groups_.at(item.name);
    const auto doublings = std::min(group.failures++, kMaxDoublings);
    group.due = Clock::now() +
                std::min<milliseconds>(policy_.pause * (1LL << doublings), policy_.max_pause);
    group.is_taken = false;
    --taken_;
    next_probe_ = Clock::now() + policy_.pause;
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
    const auto group = groups_.find(name);
    bytes_ -= group->second.bytes;
    groups_.erase(group);
    --taken_;
    is_diverting_ = is_diverting_ && !groups_.empty();
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
    const auto oldest = groups_.empty() ? 0.0 : ageSeconds(groups_.begin()->first);
    return {groups_.size(), bytes_, policy_.max_bytes, damaged_, oldest};
}

}  // namespace relay
