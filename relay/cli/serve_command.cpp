#include "cli/serve_command.h"

#include "cli/migrate_command.h"
#include "cli/shutdown_signal.h"
#include "clickhouse/client.h"
#include "clickhouse/clock.h"
#include "delivery/group_committer.h"
#include "endpoints/relay_server.h"
#include "observe/log.h"
#include "observe/metrics.h"
#include "spool/spool.h"
#include "upkeep/background/background.h"
#include "upkeep/migrate/readiness.h"
#include "upkeep/migrate/rule_functions.h"
#include "upkeep/tail/recent_events.h"

#include <CLI/CLI.hpp>

#include <malloc.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <future>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace relay {

namespace {

constexpr std::chrono::seconds kDrainTime{10};
constexpr std::chrono::seconds kMaxWaitForClickHouse{120};
constexpr std::chrono::seconds kRetryInterval{1};
constexpr std::chrono::seconds kProbeTimeout{5};
constexpr std::chrono::seconds kBackgroundTimeout{1};  // a scrape, or a page, waits for it
constexpr int kMappedBytes = 1024 * 1024;
constexpr int kKeptBytes = 16 * 1024 * 1024;
constexpr int kArenas = 2;

// Gives a large body back to the system when it is freed, and keeps the memory of usual ones, of
// which glibc would return and fetch every page again and again. All threads share the arenas: one
// for each of many threads would keep twice the bound on all bodies together.
void tuneAllocator() {
#ifdef M_ARENA_MAX
    mallopt(M_MMAP_THRESHOLD, kMappedBytes);
    mallopt(M_TRIM_THRESHOLD, kKeptBytes);
    mallopt(M_ARENA_MAX, kArenas);
#endif
}

// A connection takes two descriptors, and a shell's usual limit is 1024 of them.
void raiseFileLimit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

enum class Wait : std::uint8_t { kAnswered, kTooLong, kInterrupted };

// ClickHouse often starts together with the relay, and needs longer.
Wait waitForClickHouse(ClickHouseClient& client, ShutdownSignal& shutdown, Log& log) {
    const auto end = std::chrono::steady_clock::now() + kMaxWaitForClickHouse;
    for (bool is_told = false;; is_told = true) {
        ClickHouseRequest probe;
        probe.query = "SELECT 1";
        probe.use_database = false;
        probe.timeout = kProbeTimeout;
        const auto answer = client.execute(probe);
        if (answer || !answer.error().isRetryable()) {
            return Wait::kAnswered;  // an error that stays is told better by the migration
        }
        if (!is_told) {
            log.warn(
                "waiting for ClickHouse",
                {{"clickhouse", client.address()}, {"reason", answer.error().message}}
            );
        }
        if (std::chrono::steady_clock::now() >= end) {
            log.error("ClickHouse did not answer in time", {{"reason", answer.error().message}});
            return Wait::kTooLong;
        }
        if (shutdown.waitFor(kRetryInterval)) {
            return Wait::kInterrupted;
        }
    }
}

// What an operator should read now, not find out from refused events.
void warnOfObstacles(
    const Config& config,
    const ReadinessCheck& find_missing,
    ClickHouseClient& client,
    Log& log
) {
    if (config.public_api_keys.empty() && config.allowed_origins.empty()) {
        log.warn("nobody may send events: PUBLIC_API_KEYS and ALLOWED_ORIGINS are empty");
    }
    if (const auto missing = find_missing()) {
        log.warn("not ready: " + *missing);
    }
    const auto difference = clockDifference(client);
    if (difference && std::chrono::abs(*difference) > kMaxClockDifference) {
        log.warn(
            "the clock of ClickHouse differs from the relay's",
            {{"seconds", std::to_string(difference->count())}}
        );
    }
}

void serve(
    const Config& config,
    RelayServer::Backend backend,
    ClickHouseClient& client,
    Metrics& metrics,
    Log& log,
    ShutdownSignal& shutdown
) {
    const auto find_missing = backend.find_missing;
    RelayServer server(config, std::move(backend), metrics, log);
    server.start();
    log.info("listening", {{"url", server.url()}});
    std::cout << "relay: listening on " << server.url() << std::endl;  // scripts wait for it
    // A ClickHouse that does not answer must not hold up the end.
    const auto warning =
        std::async(std::launch::async, [&] { warnOfObstacles(config, find_missing, client, log); });
    shutdown.wait();
    log.info("draining");
    if (!server.drain(kDrainTime)) {
        // What was cut was never acknowledged, so its clients send it again. Threads may still wait
        // for ClickHouse; nothing they could do is worth waiting for.
        log.warn("some requests did not finish in time");
        std::_Exit(0);
    }
}

std::unique_ptr<Spool> openSpool(const Config& config, Log& log) {
    if (config.spool_dir.empty()) {
        return nullptr;
    }
    return std::make_unique<Spool>(config.spool_dir, SpoolPolicy{config.spool_max_bytes}, log);
}

// What keeps the relay from taking events: not an outage while the spool has room.
std::optional<std::string> findObstacle(const std::optional<Missing>& missing, Spool* spool) {
    if (!missing || (missing->passes && spool != nullptr && spool->takes())) {
        return std::nullopt;
    }
    return missing->text;
}

int runServeCommand(const CommandContext& context) {
    const auto& config = context.config;
    auto& log = context.log;
    ShutdownSignal shutdown;
    raiseFileLimit();
    tuneAllocator();
    const auto spool = openSpool(config, log);
    ClickHouseClient client(config.clickhouse);
    if (config.migrate_on_start) {
        const auto waited = waitForClickHouse(client, shutdown, log);
        if (waited != Wait::kAnswered) {
            return waited == Wait::kInterrupted ? 0 : 1;
        }
        if (const int failed = runMigrateCommand(context); failed != 0) {
            return failed;
        }
    }
    Metrics metrics;
    GroupCommitter committer(
        client, metrics, log, {}, {spool.get(), normalizeEventFunction(config.normalizer)}
    );
    ScriptQuery query(
        client, ScriptFolder(context.sql_root, deploymentOf(config)), kBackgroundTimeout
    );
    RelayServer::Backend backend{
        [&committer](RawRows rows) { return committer.commit(std::move(rows)); },
        [&client, &context, &spool, deployment = deploymentOf(config)] {
            return findObstacle(findMissing(client, context.sql_root, deployment), spool.get());
        },
        [&committer] { return committer.load(); },
        [&spool] { return spool ? spool->load() : SpoolLoad(); },
        [&query] { return readBackgroundWork(query); },
        [&query] { return recentEventsJson(query); }};
    serve(config, std::move(backend), client, metrics, log, shutdown);
    log.info("stopped");
    return 0;
}

}  // namespace

void addServeCommand(CLI::App& program, Command& chosen) {
    program.add_subcommand("serve", "Take events over HTTP and store them in ClickHouse")
        ->footer(
            R"(Takes events on HOST and PORT and answers 200 once ClickHouse has them. With
MIGRATE_ON_START=true it first does what relay migrate does. On SIGTERM it
finishes what is in flight, for up to 10 seconds, and exits with 0. It finds
migrations/ and sql/ by --sql-root DIR: relay --help.)"
        )
        ->callback([&chosen] { chosen = runServeCommand; });
}

}  // namespace relay
