#pragma once

#include "engine_error.h"
#include "session_request.h"

#include <tl/expected.hpp>

#include <charconv>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace embedded {

// The sessions of one account, as ClickHouse keeps them: one request at a time each, forgotten some
// time after the last. `State` is what a session keeps; it may be empty. Thread-safe.
template <typename State>
class SessionTable {
public:
    using Time = std::chrono::steady_clock::time_point;

    // ClickHouse's default_session_timeout and max_session_timeout.
    static constexpr std::chrono::seconds kDefaultTimeout{60};
    static constexpr std::chrono::seconds kLongestTimeout{3600};

    // A session for the time of one request.
    class Lease {
    public:
        Lease(SessionTable& table, std::string id, std::chrono::seconds timeout, bool close)
            : table_(&table), id_(std::move(id)), timeout_(timeout), close_(close) {}

        Lease(Lease&& other) noexcept
            : table_(std::exchange(other.table_, nullptr)),
              id_(std::move(other.id_)),
              timeout_(other.timeout_),
              close_(other.close_) {}

        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Lease& operator=(Lease&&) = delete;

        ~Lease() {
            if (table_ != nullptr) {
                table_->release(id_, std::chrono::steady_clock::now() + timeout_, close_);
            }
        }

        // Stays where it is while the lease lives.
        [[nodiscard]] std::optional<State>& state() const { return table_->stateOf(id_); }

        // The session ends with the lease.
        void close() { close_ = true; }

    private:
        SessionTable* table_;
        std::string id_;
        std::chrono::seconds timeout_;
        bool close_;
    };

    // Errors: INVALID_SESSION_TIMEOUT, SESSION_NOT_FOUND, SESSION_IS_LOCKED.
    tl::expected<Lease, EngineError> acquire(const SessionRequest& request) {
        const auto timeout = parseTimeout(request.timeout);
        if (!timeout) {
            return tl::unexpected(timeout.error());
        }
        const std::lock_guard lock(mutex_);
        const auto found = sessions_.find(request.id);
        if (found == sessions_.end() && request.must_exist) {
            return tl::unexpected(
                makeError(372, "Session " + request.id + " not found", "SESSION_NOT_FOUND")
            );
        }
        if (found != sessions_.end() && found->second.is_leased) {
            return tl::unexpected(makeError(
                373,
                "Session " + request.id + " is locked by a concurrent client",
                "SESSION_IS_LOCKED"
            ));
        }
        sessions_[request.id].is_leased = true;
        return Lease(*this, request.id, *timeout, request.close);
    }

    // Forgets the sessions whose time is over.
    void expire(Time now) {
        std::vector<std::optional<State>> over;  // to be destroyed without the lock
        const std::lock_guard lock(mutex_);
        for (auto it = sessions_.begin(); it != sessions_.end();) {
            const bool is_over = !it->second.is_leased && it->second.expires <= now;
            if (is_over) {
                over.push_back(std::move(it->second.state));
            }
            it = is_over ? sessions_.erase(it) : std::next(it);
        }
    }

    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return sessions_.size();
    }

private:
    struct Session {
        bool is_leased = false;
        Time expires{};
        std::optional<State> state;
    };

    static tl::expected<std::chrono::seconds, EngineError> parseTimeout(const std::string& text) {
        if (text.empty()) {
            return kDefaultTimeout;
        }
        std::int64_t seconds = 0;
        const char* end = text.data() + text.size();
        const auto [stop, failure] = std::from_chars(text.data(), end, seconds);
        if (failure != std::errc() || stop != end || seconds < 0) {
            return tl::unexpected(
                makeError(374, "Invalid session timeout: '" + text + "'", "INVALID_SESSION_TIMEOUT")
            );
        }
        if (seconds > kLongestTimeout.count()) {
            return tl::unexpected(makeError(
                374,
                "Session timeout '" + text + "' is larger than max_session_timeout: " +
                    std::to_string(kLongestTimeout.count()),
                "INVALID_SESSION_TIMEOUT"
            ));
        }
        return std::chrono::seconds(seconds);
    }

    std::optional<State>& stateOf(const std::string& id) {
        const std::lock_guard lock(mutex_);
        return sessions_.at(id).state;
    }

    void release(const std::string& id, Time expires, bool close) {
        std::optional<State> over;  // to be destroyed without the lock
        const std::lock_guard lock(mutex_);
        const auto found = sessions_.find(id);
        if (close) {
            over = std::move(found->second.state);
            sessions_.erase(found);
            return;
        }
        found->second.is_leased = false;
        found->second.expires = expires;
    }

    mutable std::mutex mutex_;
    std::map<std::string, Session> sessions_;
};

}  // namespace embedded
