#pragma once

#include "delivery/delivery_policy.h"
#include "ingest/raw_rows.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace relay {

// What a group under construction holds: decides who may still join.
class GroupShape {
public:
    explicit GroupShape(const DeliveryPolicy& policy) : policy_(policy) {}

    // False when the rows belong to a later group: they are of another day (one partition, one
    // token) or would exceed a limit. The first rows always fit.
    bool tryAdd(const RawRows& rows);

    [[nodiscard]] bool isFull() const;

    [[nodiscard]] std::size_t requests() const { return requests_; }

    [[nodiscard]] std::size_t rows() const { return rows_; }

private:
    const DeliveryPolicy& policy_;
    std::size_t requests_ = 0;
    std::size_t rows_ = 0;
    std::size_t bytes_ = 0;
    std::optional<std::int32_t> day_;
};

struct GroupSituation {
    bool is_full = false;  // or the next request in line does not fit
    std::size_t requests = 0;
    std::size_t rows = 0;
    std::chrono::milliseconds age{};  // of its oldest request
    std::size_t groups_in_flight = 0;
    bool is_spooling = false;       // it goes to the disk, where few groups are better than many
    std::size_t last_requests = 0;  // in the group that was answered last
    std::chrono::milliseconds since_last{};
    bool is_draining = false;
};

// Whether no group is on its way and none goes to the disk. Then this group waits for no more rows,
// only for as many requests as the last group had, and for max_linger at most.
bool waitsForClientsOnly(const GroupSituation& situation);

// How long its oldest request waits at most for a group that is worthwhile.
std::chrono::milliseconds maxAge(const GroupSituation& situation, const DeliveryPolicy& policy);

// Whether the group goes out now.
bool shouldClose(const GroupSituation& situation, const DeliveryPolicy& policy);

}  // namespace relay
