#include "batches.h"

#include <algorithm>
#include <cstdio>
#include <random>

namespace chaos {

namespace {

constexpr std::size_t kMaxEvents = 25;

std::string uuidOfReject(std::size_t number) {
    char text[37];
    std::snprintf(text, sizeof(text), "badbadba-0000-4000-8000-%012zx", number);
    return text;
}

void append(Batch& batch, const std::string& event) {
    batch.body += batch.body.empty() ? R"({"api_key":"chaos","batch":[)" : ",";
    batch.body += event;
}

}  // namespace

Batches::Batches(const std::vector<identity_tests::HistoricEvent>& history, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    auto events = history;
    std::shuffle(events.begin(), events.end(), random);
    std::size_t rejects = 0;
    for (std::size_t next = 0; next < events.size();) {
        Batch batch;
        const auto end = std::min(events.size(), next + 1 + random() % kMaxEvents);
        for (; next < end; ++next) {
            append(batch, events[next].json());
            batch.accepted.push_back(events[next].uuid);
            if (random() % 16 == 0) {
                batch.rejected.push_back(uuidOfReject(++rejects));
                append(batch, R"({"distinct_id":"d","uuid":")" + batch.rejected.back() + "\"}");
            }
        }
        batch.body += "]}";
        batches_.push_back(std::move(batch));
    }
}

Batch* Batches::next() {
    const std::lock_guard lock(mutex_);
    return next_ == batches_.size() ? nullptr : &batches_[next_++];
}

void Batches::reportReply(Batch& batch, int status, const std::string& body, bool may_be_refused) {
    const std::lock_guard lock(mutex_);
    ++statuses_[status];
    const auto counts = R"({"status":"ok","ingested":)" + std::to_string(batch.accepted.size()) +
                        R"(,"dropped":)" + std::to_string(batch.rejected.size());
    if (status == 200 && body.starts_with(counts)) {
        ++batch.acknowledged;
        spooled_ += body.find(R"("spooled":true)") == std::string::npos ? 0U : 1U;
    } else if (status != 0 && status != 503 && !(may_be_refused && (status == 400 || status == 408))) {
        unexpected_.push_back(std::to_string(status) + " " + body);
    }
}

}  // namespace chaos
