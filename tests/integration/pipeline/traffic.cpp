#include "traffic.h"

#include <chrono>
#include <iterator>
#include <utility>

namespace pipeline {

namespace {

constexpr std::chrono::seconds kDeadline{600};
constexpr std::chrono::milliseconds kPollInterval{10};

// The counts must be those of the batch, not just any success.
bool isFullSuccess(const SyntheticBatch& batch, const test_support::HttpReply& reply) {
    const std::string counts = R"("ingested":)" + std::to_string(batch.accepted.size()) +
                               R"(,"dropped":)" + std::to_string(batch.rejected.size());
    return reply.status == 200 && reply.body.find(counts) != std::string::npos;
}

void append(std::vector<std::string>& all, std::vector<std::string> more) {
    all.insert(
        all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())
    );
}

}  // namespace

Traffic::Traffic(
    std::size_t clients,
    std::vector<std::string> urls,
    BatchSource source,
    OnUnavailable on_unavailable
)
    : source_(std::move(source)), on_unavailable_(on_unavailable) {
    for (std::size_t i = 0; i < clients; ++i) {
        threads_.emplace_back([this, url = urls[i % urls.size()]] { run(url); });
    }
}

Traffic::~Traffic() {
    finish();
}

bool Traffic::waitUntil(const std::function<bool(const TrafficRecord&)>& condition) const {
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    while (std::chrono::steady_clock::now() < end) {
        {
            const std::lock_guard lock(mutex_);
            if (condition(record_)) {
                return true;
            }
        }
        std::this_thread::sleep_for(kPollInterval);
    }
    return false;
}

bool Traffic::waitForAcknowledged(std::size_t more) const {
    std::optional<std::size_t> before;
    return waitUntil([&](const TrafficRecord& record) {
        before = before.value_or(record.acknowledged);
        return record.acknowledged >= *before + more;
    });
}

bool Traffic::waitForUnavailable(std::size_t more) const {
    std::optional<std::size_t> before;
    return waitUntil([&](const TrafficRecord& record) {
        before = before.value_or(record.unavailable);
        return record.unavailable >= *before + more;
    });
}

TrafficRecord Traffic::finish() {
    {
        const std::lock_guard lock(mutex_);
        is_stopped_ = true;
    }
    return join();
}

TrafficRecord Traffic::join() {
    for (std::thread& thread : threads_) {
        thread.join();
    }
    threads_.clear();
    return std::move(record_);
}

void Traffic::run(const std::string& url) {
    test_support::HttpConnection connection(url);
    while (auto batch = next()) {
        const test_support::HttpCall call{
            "POST", "/batch/", {{"Content-Type", "application/json"}}, batch->body};
        auto reply = connection.call(call);
        while (mustSendAgain(reply)) {
            std::this_thread::sleep_for(kPollInterval);
            reply = connection.call(call);
        }
        record(std::move(*batch), reply);
    }
}

bool Traffic::mustSendAgain(const test_support::HttpReply& reply) const {
    const std::lock_guard lock(mutex_);
    return on_unavailable_ == OnUnavailable::kSendAgain && reply.status == 503 && !is_stopped_;
}

std::optional<SyntheticBatch> Traffic::next() {
    const std::lock_guard lock(mutex_);
    return is_stopped_ ? std::nullopt : source_();
}

void Traffic::record(SyntheticBatch batch, const test_support::HttpReply& reply) {
    const std::lock_guard lock(mutex_);
    if (isFullSuccess(batch, reply)) {
        ++record_.acknowledged;
        append(record_.acknowledged_events, std::move(batch.accepted));
        append(record_.acknowledged_rejects, std::move(batch.rejected));
    } else if (reply.status == 503 && reply.headers.contains("retry-after")) {
        ++record_.unavailable;
        record_.unavailable_events += batch.accepted.size() + batch.rejected.size();
    } else if (reply.status == 0) {
        ++record_.broken;
    } else {
        record_.unexpected.push_back(std::to_string(reply.status) + " " + reply.body);
    }
}

BatchSource endlessBatches(std::size_t first, std::size_t size) {
    return [first, size]() mutable {
        auto batch = makeBatch(first, size);
        first += size;
        return std::optional(std::move(batch));
    };
}

}  // namespace pipeline
