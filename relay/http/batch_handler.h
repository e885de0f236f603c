#pragma once

#include "delivery/raw_rows.h"
#include "http/client_budgets.h"
#include "http/handler.h"
#include "http/memory_budget.h"
#include "ingest/access.h"
#include "ingest/batch_scanner.h"
#include "ingest/client_ip.h"
#include "observe/metrics.h"

#include <tl/expected.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>

namespace relay {

// Returns when the rows are committed, or says why they are not.
using CommitRows = std::function<tl::expected<void, Rejection>(RawRows rows)>;

// POST /batch/: the checks of design §5 in their order, then one commit.
class BatchHandler : public Handler {
public:
    struct Services {
        const AccessPolicy& access;
        const ClientIp& client_ip;
        ClientBudgets& client_budgets;
        Metrics& metrics;
        const std::atomic<bool>& is_draining;
        CommitRows commit;
    };

    BatchHandler(const Config& config, Services services);

    Reply handle(const Request& request, RequestBody& body) override;

private:
    struct BodyFormat {
        bool is_ndjson = false;
        bool is_gzip = false;
    };

    tl::expected<Reply, Rejection> store(const Request& request, RequestBody& body);
    [[nodiscard]] tl::expected<BodyFormat, Rejection> checkHead(const Request& request) const;
    [[nodiscard]] tl::expected<ScannedBatch, Rejection>
    scan(const Request& request, std::string_view text, bool is_ndjson, MemoryBudget& budget) const;
    tl::expected<void, Rejection>
    commit(const Request& request, const ScannedBatch& batch, MemoryReservation& reservation);
    [[nodiscard]] std::string clientIp(const Request& request) const;
    void count(const ScannedBatch& batch);

    std::size_t max_batch_bytes_;
    std::size_t max_events_;
    Services services_;
};

}  // namespace relay
