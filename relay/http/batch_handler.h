#pragma once

#include "delivery/raw_rows.h"
#include "event_rules/reject_reason.h"
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
#include <vector>

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

    // What is left of a request once its body was read: most of its time, it waits for the commit.
    struct PreparedBatch {
        RawRows rows;
        std::vector<event_rules::RejectReason> rejected;
        Reply reply;  // once the rows are committed
    };

    tl::expected<Reply, Rejection> store(const Request& request, RequestBody& body);
    [[nodiscard]] tl::expected<BodyFormat, Rejection> checkHead(const Request& request) const;
    [[nodiscard]] tl::expected<ScannedBatch, Rejection>
    scan(const Request& request, std::string_view text, bool is_ndjson, MemoryBudget& budget) const;
    tl::expected<PreparedBatch, Rejection> prepare(
        const Request& request,
        RequestBody& body,
        const BodyFormat& format,
        MemoryBudget& budget,
        MemoryReservation& rows_memory
    );
    tl::expected<RawRows, Rejection> encode(
        const Request& request,
        const ScannedBatch& batch,
        std::size_t most_memory,
        MemoryReservation& rows_memory
    ) const;
    [[nodiscard]] std::string clientIp(const Request& request) const;
    void count(std::size_t events, const std::vector<event_rules::RejectReason>& rejected);

    std::size_t max_batch_bytes_;
    std::size_t max_events_;
    Services services_;
};

}  // namespace relay
