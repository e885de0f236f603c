#pragma once

#include "support/http_exchange.h"
#include "synthetic_batch.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace pipeline {

// What clients saw. An event that was not acknowledged may be stored or not.
struct TrafficRecord {
    std::vector<std::string> acknowledged_events;   // uuids that the reply counted as ingested
    std::vector<std::string> acknowledged_rejects;  // … as dropped
    std::size_t acknowledged = 0;                   // requests with 200
    std::size_t unavailable = 0;                    // requests with 503 and Retry-After
    std::size_t unavailable_events = 0;   // the events in them; not told when they are sent again
    std::size_t broken = 0;               // connections that ended without a reply
    std::vector<std::string> unexpected;  // everything else
};

// The next batch to send, or nothing when there is no more. Called under a lock.
using BatchSource = std::function<std::optional<SyntheticBatch>()>;

// What a client does with a batch after a 503.
enum class OnUnavailable : std::uint8_t { kDropBatch, kSendAgain };

// Clients in threads of their own, each with one kept-alive connection.
// A batch is sent once, unless a 503 calls for more.
class Traffic {
public:
    // Client number i posts to url i modulo the number of urls.
    Traffic(
        std::size_t clients,
        std::vector<std::string> urls,
        BatchSource source,
        OnUnavailable on_unavailable = OnUnavailable::kDropBatch
    );

    // Waits for the end of the source.
    ~Traffic();
    Traffic(const Traffic&) = delete;
    Traffic& operator=(const Traffic&) = delete;

    // Polls until the record so far satisfies the condition. False after a generous deadline.
    bool waitUntil(const std::function<bool(const TrafficRecord&)>& condition) const;

    // Waits for this many more requests with 200 / with 503.
    [[nodiscard]] bool waitForAcknowledged(std::size_t more) const;
    [[nodiscard]] bool waitForUnavailable(std::size_t more) const;

    // Takes no more batches, waits for the replies, returns what came of all.
    TrafficRecord finish();

    // Waits for the end of the source, returns what came of all.
    TrafficRecord join();

private:
    void run(const std::string& url);
    bool mustSendAgain(const test_support::HttpReply& reply) const;
    std::optional<SyntheticBatch> next();
    void record(SyntheticBatch batch, const test_support::HttpReply& reply);

    BatchSource source_;
    OnUnavailable on_unavailable_;
    mutable std::mutex mutex_;
    TrafficRecord record_;
    bool is_stopped_ = false;
    std::vector<std::thread> threads_;
};

// Batches of `size` without end, from event number `first`.
BatchSource endlessBatches(std::size_t first, std::size_t size);

}  // namespace pipeline
