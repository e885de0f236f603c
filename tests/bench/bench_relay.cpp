#include "bench.h"
#include "nginx.h"
#include "process_usage.h"
#include "support/raw_http_client.h"
#include "support/relay_process.h"
#include "web_events.h"
#include "wrk.h"

#include <Poco/TemporaryFile.h>

#include <array>
#include <fstream>
#include <string>
#include <vector>

namespace bench {

namespace {

constexpr int kConnections = 32;

struct Shape {
    std::size_t batch;
    bool is_gzip;
    const char* cpu_target;
    const char* cpu_stretch;
    const char* rate_target;
    const char* rate_stretch;
};

constexpr std::array<Shape, 4> kShapes{
    {{20, false, "", "", "", ""},
     {20, true, "", "", "", ""},
     {100, false, "3", "1.5", "0.5", "1.0"},
     {100, true, "", "", "", ""}}};

struct Sample {
    double us_per_event;
    double events_per_second;
};

Sample measure(const std::string& url, pid_t pid, Load load, int seconds) {
    load.url = url;
    load.seconds = seconds;
    const double before = cpuMicroseconds(pid);
    const auto result = runWrkWithoutErrors(load);
    const double events = result.requests * static_cast<double>(load.batch);
    return {(cpuMicroseconds(pid) - before) / events, events / result.seconds};
}

void benchShape(
    Report& report,
    const Settings& settings,
    const Shape& shape,
    const Nginx& proxy,
    const test_support::RelayProcess& relay
) {
    // The bodies of gzip are one file, so the plain ones are made of templates as few.
    const auto file = Poco::TemporaryFile::tempName();
    std::ofstream(file, std::ios::binary) << test_support::gzip(WebEvents(3).batch(shape.batch));
    const Load load{
        "",
        "/batch/",
        shape.is_gzip ? "gzip" : "batch",
        shape.is_gzip ? file : kEventTemplates,
        shape.batch,
        kConnections,
        1};
    std::vector<double> cpu;
    std::vector<double> cpu_ratio;
    std::vector<double> rate_ratio;
    for (int round = 0; round < settings.rounds; ++round) {
        const auto ours = measure(relay.url(), relay.pid(), load, settings.seconds);
        const auto nginx = measure(proxy.url(), proxy.pid(), load, settings.seconds);
        cpu.push_back(ours.us_per_event);
        cpu_ratio.push_back(ours.us_per_event / nginx.us_per_event);
        rate_ratio.push_back(ours.events_per_second / nginx.events_per_second);
    }
    std::remove(file.c_str());
    const auto name = ", batch " + std::to_string(shape.batch) + (shape.is_gzip ? " gzip" : "");
    report.add(
        {"relay CPU" + name, "us/event", spreadOf(cpu), shape.cpu_target, shape.cpu_stretch, ""}
    );
    report.add({"relay CPU / nginx CPU" + name, "ratio", spreadOf(cpu_ratio), "", "", ""});
    report.add(
        {"relay throughput / nginx" + name,
         "ratio",
         spreadOf(rate_ratio),
         shape.rate_target,
         shape.rate_stretch,
         ""}
    );
}

// What posthog-js sends, against the same events to /batch/.
void benchPostHog(
    Report& report,
    const Settings& settings,
    const test_support::RelayProcess& relay
) {
    constexpr std::size_t kBatch = 20;
    const auto batch = Poco::TemporaryFile::tempName();
    const auto array = Poco::TemporaryFile::tempName();
    std::ofstream(batch, std::ios::binary) << test_support::gzip(WebEvents(4).batch(kBatch));
    std::ofstream(array, std::ios::binary) << test_support::gzip(WebEvents(4).array(kBatch));
    const Load own{"", "/batch/", "gzip", batch, kBatch, kConnections, 1};
    const Load posthog{"", "/e/", "packed", array, kBatch, kConnections, 1};
    std::vector<double> ratio;
    for (int round = 0; round < settings.rounds; ++round) {
        const auto other = measure(relay.url(), relay.pid(), posthog, settings.seconds);
        const auto ours = measure(relay.url(), relay.pid(), own, settings.seconds);
        ratio.push_back(other.us_per_event / ours.us_per_event);
    }
    std::remove(batch.c_str());
    std::remove(array.c_str());
    report.add({"relay CPU, /e/ gzip / /batch/ gzip", "ratio", spreadOf(ratio), "1", "", ""});
}

}  // namespace

void benchRelay(Report& report, const Settings& settings) {
    const auto sink = Nginx::sink();
    const auto proxy = Nginx::proxyOf(sink.url());
    const auto log = Poco::TemporaryFile::tempName();
    test_support::RelayProcess relay(
        {{"CLICKHOUSE_URL", sink.url()}, {"PUBLIC_API_KEYS", "golden_key"}}, log
    );
    relay.start();
    for (const auto& shape : kShapes) {
        report.say(
            "relay against nginx, batch " + std::to_string(shape.batch) +
            (shape.is_gzip ? " gzip" : "")
        );
        benchShape(report, settings, shape, proxy, relay);
    }
    report.say("/e/ against /batch/");
    benchPostHog(report, settings, relay);
    relay.stop();
    std::remove(log.c_str());
}

}  // namespace bench
