#include "history.h"

#include <algorithm>
#include <cstdio>
#include <random>
#include <utility>

namespace identity_tests {

namespace {

using Kind = PropertyChange::Kind;

constexpr std::int64_t kStart = 1'750'000'000'000;
constexpr std::int64_t kThirtyDays = 30LL * 24 * 3'600 * 1'000;

class HistoryMaker {
public:
    HistoryMaker(
        std::size_t people,
        std::size_t events_per_person,
        std::uint64_t seed,
        std::string prefix
    )
        : people_(people),
          events_per_person_(events_per_person),
          prefix_(std::move(prefix)),
          random_(seed) {}

    std::vector<HistoricEvent> make() {
        for (std::size_t person = 0; person < people_; ++person) {
            for (std::size_t i = 0; i < events_per_person_; ++i) {
                events_.push_back(nextEvent(person));
            }
        }
        std::ranges::stable_sort(events_, {}, &HistoricEvent::timestamp_ms);
        return std::move(events_);
    }

private:
    std::size_t pick(std::size_t count) { return random_() % count; }

    std::string user(std::size_t person) const {
        return prefix_ + "user-" + std::to_string(person);
    }

    // Every tenth computer is shared by ten people.
    std::string device(std::size_t person) {
        const auto shared = person / 10 * 10;
        return prefix_ + (pick(8) == 0
                              ? "shared-" + std::to_string(shared)
                              : "device-" + std::to_string(person) + "-" + std::to_string(pick(3)));
    }

    std::string alias(std::size_t person) {
        return prefix_ + "alias-" + std::to_string(person) + "-" + std::to_string(pick(4));
    }

    std::vector<PropertyChange> changes() {
        std::vector<PropertyChange> all;
        for (auto count = pick(3); count > 0; --count) {
            const auto key = std::string(1, static_cast<char>('a' + pick(4)));
            all.push_back({static_cast<Kind>(pick(3)), key, static_cast<int>(pick(1'000))});
        }
        return all;
    }

    HistoricEvent nextEvent(std::size_t person) {
        // Whole seconds out of few, so that events of one person collide in time.
        const auto timestamp = kStart + static_cast<std::int64_t>(pick(300)) * (kThirtyDays / 300);
        HistoricEvent event{"page", device(person), nextUuid(), timestamp, "", "", changes()};
        event.session_id = "session-" + event.distinct_id + "-" + std::to_string(pick(3));
        switch (pick(16)) {
            case 0:
            case 1:
            case 2:
                event.name = "$identify";
                event.claimed_id = event.distinct_id;
                event.distinct_id = user(person);
                break;
            case 3:
                event.name = "$create_alias";
                event.claimed_id = alias(person);
                event.distinct_id = pick(2) == 0 ? alias(person) : device(person);
                break;
            case 4:  // two known users are not merged by accident
                event.name = "$identify";
                event.claimed_id = user(pick(people_));
                event.distinct_id = user(person);
                break;
            case 5:
                if (pick(20) == 0) {
                    event.name = "$merge_dangerously";
                    event.claimed_id = user(pick(people_));
                    event.distinct_id = user(person);
                }
                break;
            case 6:
                event.distinct_id = alias(person);
                break;
            case 7:
            case 8:
            case 9:
                event.distinct_id = user(person);
                break;
            default:
                break;
        }
        if (event.claimed_id == event.distinct_id) {
            event.claimed_id.clear();
        }
        return event;
    }

    std::string nextUuid() {
        // The first byte of the second half decides between equal timestamps as often as the last.
        char text[37];
        std::snprintf(
            text,
            sizeof(text),
            "%08x-0000-4000-%04x-%012zx",
            static_cast<unsigned>(random_()),
            static_cast<unsigned>(0x8000 + pick(0x4000)),
            ++uuids_
        );
        return text;
    }

    std::size_t people_;
    std::size_t events_per_person_;
    std::size_t uuids_ = 0;
    std::string prefix_;
    std::mt19937_64 random_;
    std::vector<HistoricEvent> events_;
};

std::string members(const std::vector<PropertyChange>& changes, Kind kind) {
    std::string text;
    for (const auto& change : changes) {
        if (change.kind == kind) {
            text += text.empty() ? "" : ",";
            text += '"' + change.key + "\":" + std::to_string(change.value);
        }
    }
    return text;
}

}  // namespace

std::string HistoricEvent::json() const {
    std::string text = R"({"event":")" + name + R"(","distinct_id":")" + distinct_id +
                       R"(","uuid":")" + uuid + R"(","timestamp":)" + std::to_string(timestamp_ms) +
                       R"(,"properties":{"$session_id":")" + session_id + '"';
    if (!claimed_id.empty()) {
        text += name == "$identify" ? R"(,"$anon_distinct_id":")" : R"(,"alias":")";
        text += claimed_id + '"';
    }
    text += R"(},"$set_once":{)" + members(changes, Kind::kSetOnce);
    text += R"(},"$set":{)" + members(changes, Kind::kSet);
    return text + R"(},"$unset":{)" + members(changes, Kind::kUnset) + "}}";
}

std::vector<HistoricEvent> makeHistory(
    std::size_t people,
    std::size_t events_per_person,
    std::uint64_t seed,
    const std::string& prefix
) {
    return HistoryMaker(people, events_per_person, seed, prefix).make();
}

}  // namespace identity_tests
