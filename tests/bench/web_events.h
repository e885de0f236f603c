#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace bench {

inline constexpr std::uint32_t kPeople = 20'000;
inline constexpr const char* kEventTemplates = BENCH_FOLDER "/events.ndjson";
// What published SDKs posted for the same calls: in one page, a page view and an event with two
// properties (posthog-js 1.449.2, analytics-next 1.84.3), and from Node the event alone
// (posthog-node 5.70.0, analytics-node 3.1.0).
inline constexpr const char* kPosthogJsTemplates = BENCH_FOLDER "/posthog_js.ndjson";
inline constexpr const char* kPosthogNodeTemplates = BENCH_FOLDER "/posthog_node.ndjson";
inline constexpr const char* kSegmentJsTemplates = BENCH_FOLDER "/segment_js.ndjson";
inline constexpr const char* kSegmentNodeTemplates = BENCH_FOLDER "/segment_node.ndjson";

// Events as SDKs send them, from templates at random: each with a uuid of its own, from kPeople
// people, numbered from `first_person` on.
class WebEvents {
public:
    explicit WebEvents(
        unsigned seed,
        std::uint32_t first_person = 0,
        const char* templates = kEventTemplates
    );

    std::string next();

    // {"api_key":…,"batch":[…]}
    std::string batch(std::size_t size);

    // […], with the key in each event.
    std::string array(std::size_t size);

private:
    std::string uuid();

    const std::uint32_t first_person_;
    std::vector<std::string> templates_;
    std::mt19937_64 random_;
};

}  // namespace bench
