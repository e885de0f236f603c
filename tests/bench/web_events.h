#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace bench {

inline constexpr const char* kEventTemplates = BENCH_FOLDER "/events.ndjson";

// Events as SDKs in browsers send them, from the templates that load.lua takes: 700 to 870 bytes,
// each with a uuid of its own, from 20 000 people.
class WebEvents {
public:
    explicit WebEvents(unsigned seed);

    std::string next();

    // {"api_key":…,"batch":[…]}
    std::string batch(std::size_t size);

private:
    std::string uuid();

    std::vector<std::string> templates_;
    std::mt19937_64 random_;
};

}  // namespace bench
