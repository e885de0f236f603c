#include "wrk.h"

#include "support/child_process.h"

#include <stdexcept>

namespace bench {

namespace {

constexpr double kMicrosecondsPerMillisecond = 1000;

double field(const std::string& output, const std::string& name) {
    const auto at = output.rfind(name + "=");
    if (at == std::string::npos) {
        throw std::runtime_error("wrk says nothing of " + name + ": " + output);
    }
    return std::stod(output.substr(at + name.size() + 1));
}

}  // namespace

LoadResult runWrk(const Load& load) {
    const auto run = test_support::runProcess(
        {"/usr/bin/wrk",
         "-t1",
         "-c" + std::to_string(load.connections),
         "-d" + std::to_string(load.seconds) + "s",
         "--timeout",
         "30s",
         "-s",
         BENCH_FOLDER "/load.lua",
         load.url,
         "--",
         load.templates,
         std::to_string(load.batch),
         load.layout,
         load.path},
        ""
    );
    if (run.exit_code != 0) {
        throw std::runtime_error("wrk failed: " + run.output + run.errors);
    }
    const LoadResult result{
        field(run.output, "requests"),
        field(run.output, "errors"),
        field(run.output, "seconds"),
        field(run.output, "p50") / kMicrosecondsPerMillisecond,
        field(run.output, "p99") / kMicrosecondsPerMillisecond};
    if (result.requests - result.errors < 1) {
        throw std::runtime_error("nothing was answered well: " + run.output);
    }
    return result;
}

LoadResult runWrkWithoutErrors(const Load& load) {
    const auto result = runWrk(load);
    if (result.errors > 0) {
        throw std::runtime_error(std::to_string(result.errors) + " requests failed at " + load.url);
    }
    return result;
}

}  // namespace bench
