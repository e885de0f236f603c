#pragma once

#include "integration/identity/history.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace chaos {

// A request that some client sends, and what came of it.
struct Batch {
    std::string body;
    std::vector<std::string> accepted;  // uuids
    std::vector<std::string> rejected;
    std::size_t sent = 0;          // times that it may have been stored
    std::size_t acknowledged = 0;  // times
};

// Hands a history out in batches, with events between them that break a rule, and keeps the book of
// all replies. Thread-safe.
class Batches {
public:
    Batches(const std::vector<identity_tests::HistoricEvent>& history, std::uint64_t seed);

    // Null when all were taken. The batch is the caller's until it reports the last reply.
    Batch* next();

    void reportReply(Batch& batch, int status, const std::string& body, bool may_be_refused);

    // When no client runs.
    [[nodiscard]] const std::vector<Batch>& all() const { return batches_; }

    [[nodiscard]] const std::map<int, std::size_t>& statuses() const { return statuses_; }

    [[nodiscard]] const std::vector<std::string>& unexpected() const { return unexpected_; }

    [[nodiscard]] std::size_t spooled() const { return spooled_; }

private:
    std::mutex mutex_;
    std::vector<Batch> batches_;
    std::size_t next_ = 0;
    std::map<int, std::size_t> statuses_;
    std::size_t spooled_ = 0;
    std::vector<std::string> unexpected_;
};

}  // namespace chaos
