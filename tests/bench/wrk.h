#pragma once

#include <cstddef>
#include <string>

namespace bench {

// What load.lua sends; see there.
struct Load {
    std::string url;
    std::string path;
    std::string layout;     // batch, rows, gzip or packed
    std::string templates;  // a file
    std::size_t batch = 1;  // events a request
    int connections = 1;
    int seconds = 1;
};

struct LoadResult {
    double requests;
    double errors;  // no reply, or a status other than 2xx and 3xx
    double seconds;
    double p50_ms;
    double p99_ms;
};

// Runs wrk with one thread. Throws std::runtime_error when it fails or nothing was answered.
LoadResult runWrk(const Load& load);

// The same; throws also when a request failed.
LoadResult runWrkWithoutErrors(const Load& load);

}  // namespace bench
