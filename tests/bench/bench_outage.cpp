#include "bench.h"
#include "support/http_exchange.h"
#include "support/metrics_text.h"
#include "support/scratch_folder.h"
#include "support/stack.h"
#include "web_events.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t kEventsPerSecond = 500;
constexpr std::size_t kBatch = 10;
constexpr std::chrono::seconds kPeriod{4};  // of one client, which never sends a batch again
constexpr std::size_t kClients = kEventsPerSecond / kBatch * kPeriod.count();
constexpr std::chrono::seconds kWarmUp{10};  // connections, and all that ClickHouse does once
constexpr std::chrono::seconds kUsual{30};
constexpr std::chrono::seconds kPatience{90};  // for events to follow raw events

// Clients that have a request due once a period, spread over it, until they are destroyed. One that
// waits too long for a reply sends late, and its time counts from when it was due.
class Clients {
public:
    explicit Clients(const std::string& url) {
        for (std::size_t i = 0; i < kClients; ++i) {
            threads_.emplace_back([this, url, i] { run(url, i); });
        }
    }

    Clients(const Clients&) = delete;
    Clients& operator=(const Clients&) = delete;

    ~Clients() { stop(); }

    void stop() {
        is_over_ = true;
        for (auto& thread : threads_) {
            thread.join();
        }
        threads_.clear();
    }

    // Milliseconds that the replies took since the last call, ascending.
    std::vector<double> takeLatencies() {
        const std::lock_guard lock(mutex_);
        std::ranges::sort(latencies_);
        return std::exchange(latencies_, {});
    }

    [[nodiscard]] std::size_t acknowledged() const { return acknowledged_; }

    [[nodiscard]] std::size_t refused() const { return refused_; }

private:
    void run(const std::string& url, std::size_t number) {
        test_support::HttpConnection connection(url);
        WebEvents events(static_cast<unsigned>(number));
        const auto offset = std::chrono::nanoseconds(kPeriod) * number / kClients;
        for (auto due = Clock::now() + offset; !is_over_; due += kPeriod) {
            const auto body = events.batch(kBatch);
            std::this_thread::sleep_until(due);
            const auto reply =
                connection.call({"POST", "/batch/", {{"Content-Type", "application/json"}}, body});
            note(reply.status, Clock::now() - due);
        }
    }

    void note(int status, Clock::duration took) {
        (status == 200 ? acknowledged_ : refused_) += 1;
        const std::lock_guard lock(mutex_);
        latencies_.push_back(std::chrono::duration<double, std::milli>(took).count());
    }

    std::atomic<bool> is_over_ = false;
    std::atomic<std::size_t> acknowledged_ = 0;
    std::atomic<std::size_t> refused_ = 0;
    std::mutex mutex_;
    std::vector<double> latencies_;
    std::vector<std::thread> threads_;
};

double spooledGroups(test_support::HttpConnection& relay) {
    const auto families = test_support::parseMetrics(relay.call({"GET", "/metrics", {}, {}}).body);
    return families.at("relay_spool_groups").samples.at("relay_spool_groups");
}

// Polls until the spool is empty; how long that took. Throws when it takes longer than `most`.
Seconds waitForEmptySpool(const std::string& url, Seconds most) {
    const auto begin = Clock::now();
    test_support::HttpConnection relay(url);
    while (spooledGroups(relay) > 0) {
        if (Clock::now() - begin > most) {
            throw std::runtime_error("the spool does not become empty");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return Clock::now() - begin;
}

// Throws unless each of the events is stored once in raw, and once as an event when copies are
// merged.
void checkStored(const test_support::Stack& stack, std::size_t events) {
    const auto expected = std::to_string(events);
    const std::vector<std::string> counts{
        "SELECT count() FROM raw_events",
        "SELECT uniqExact(batch_id, seq) FROM raw_events",
        "SELECT uniqExact(JSONExtractString(event, 'uuid')) FROM raw_events",
        "SELECT count() FROM event_log",
        "SELECT uniqExact(uuid) FROM event_log"};
    const auto deadline = Clock::now() + kPatience;
    for (const auto& count : counts) {
        auto found = stack.value(count);
        while (found != expected && Clock::now() < deadline) {
            std::this_thread::sleep_for(std::chrono::seconds(1));
            found = stack.value(count);
        }
        if (found != expected) {
            throw std::runtime_error(count + ": " + found + " of " + expected);
        }
    }
}

double quantile(const std::vector<double>& ascending, double part) {
    return ascending.at(static_cast<std::size_t>(part * static_cast<double>(ascending.size() - 1)));
}

std::string whole(double value) {
    return std::to_string(std::lround(value));
}

Line latencyLine(
    double part,
    const std::vector<double>& draining,
    const std::vector<double>& usual
) {
    const double ours = quantile(draining, part);
    const double theirs = quantile(usual, part);
    const double ratio = ours / theirs;
    return {
        "ack p" + whole(100 * part) + " while a spool drains / usual",
        "ratio",
        spreadOf({ratio}),
        "2",
        "",
        whole(ours) + " of " + whole(theirs) + " ms"};
}

}  // namespace

void benchOutage(Report& report, const Settings& settings) {
    const std::chrono::seconds outage{settings.is_small ? 20 : 600};
    const test_support::ScratchFolder spool;
    test_support::Stack stack({.relay_environment = {{"SPOOL_DIR", spool.path()}}});
    Clients clients(stack.url());
    std::this_thread::sleep_for(kWarmUp);
    clients.takeLatencies();
    std::this_thread::sleep_for(kUsual);
    const auto usual = clients.takeLatencies();

    report.say("an outage of " + std::to_string(outage.count()) + " s");
    stack.clickhouse().kill9();
    std::this_thread::sleep_for(outage);
    stack.clickhouse().restart();
    clients.takeLatencies();
    const auto drained = waitForEmptySpool(stack.url(), outage);
    const auto draining = clients.takeLatencies();
    clients.stop();

    if (clients.refused() > 0) {
        throw std::runtime_error(std::to_string(clients.refused()) + " requests were refused");
    }
    const auto events = clients.acknowledged() * kBatch;
    checkStored(stack, events);
    report.add(
        {"draining a spool / length of the outage",
         "ratio",
         spreadOf({drained / Seconds(outage)}),
         "0.2",
         "",
         whole(drained.count()) + " s; each of " + std::to_string(events) +
             " events is stored once"}
    );
    report.add(latencyLine(0.5, draining, usual));
    report.add(latencyLine(0.99, draining, usual));
}

}  // namespace bench
