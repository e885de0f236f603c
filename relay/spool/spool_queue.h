#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace relay {

// When which spooled group is sent: the oldest that is due. One that failed waits for a while, and
// so does every next one while ClickHouse takes nothing. Not thread-safe.
class SpoolQueue {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Pause = std::chrono::milliseconds;

    struct Taken {
        std::string name;
        std::size_t failures;  // so far
        bool is_untried;       // nobody has ever sent it
    };

    // After a failure: doubled each time, up to the longest.
    SpoolQueue(Pause pause, Pause max_pause) : pause_(pause), max_pause_(max_pause) {}

    // Names are in the order of age.
    void add(const std::string& name, std::uint64_t bytes, bool is_untried);

    // While groups are diverted one is out at a time, to find out whether ClickHouse takes it.
    std::optional<Taken> take(Time now);

    // What take() gave comes back, or is gone; returns its bytes.
    void postpone(const std::string& name, Time now);
    std::uint64_t remove(const std::string& name);

    // Lasts until ClickHouse takes a group. An empty queue diverts nothing: no group of it would
    // find that out.
    void divert(Time now);

    void endDiversion() { is_diverting_ = false; }

    [[nodiscard]] bool isDiverting() const { return is_diverting_; }

    [[nodiscard]] std::size_t size() const { return groups_.size(); }

    // Whether a group waits that nobody has taken.
    [[nodiscard]] bool hasWaiting() const { return taken_ < groups_.size(); }

    // There is at least one.
    [[nodiscard]] const std::string& oldest() const { return groups_.begin()->first; }

private:
    struct Group {
        std::uint64_t bytes = 0;
        Time due;
        std::size_t failures = 0;
        bool is_untried = false;
        bool is_taken = false;
    };

    const Pause pause_;
    const Pause max_pause_;
    std::map<std::string, Group> groups_;
    std::size_t taken_ = 0;
    Time next_probe_;
    bool is_diverting_ = false;
};

}  // namespace relay
