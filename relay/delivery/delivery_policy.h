#pragma once

#include <chrono>
#include <cstddef>

namespace relay {

// The numbers of the delivery. The defaults are for production; tests shorten the times.
struct DeliveryPolicy {
    // A group closes when it holds this much; one larger request is a group of its own.
    std::size_t max_group_rows = 20'000;
    std::size_t max_group_bytes = std::size_t{16} << 20U;

    // An insert costs ClickHouse as much before its first row as for some thousand rows, so a group
    // of fewer waits while another one is on its way; but not for ever, for that one may be stuck.
    std::size_t worthwhile_rows = 8'000;
    std::chrono::milliseconds max_group_age{500};

    // The clients of the group that was answered last are about to send again. The next group waits
    // for as many requests as that one had, but no longer than this.
    std::chrono::milliseconds max_linger{5};

    // Groups on their way at the same time, which also bounds the storm on a ClickHouse that is
    // down.
    std::size_t parallel_groups = 3;

    // From a request's arrival to kClickHouseUnavailable: below the 10 s after which clients
    // usually give up.
    std::chrono::milliseconds deadline{8'000};

    // Of one insert into raw_events, so that a lost reply leaves time for a second attempt. With a
    // spool that takes it an attempt ends with `patience` at the latest; spooled groups have
    // `spooled_timeout`.
    std::chrono::milliseconds attempt_timeout{4'000};

    // With a spool: how long ClickHouse is tried before a group goes there, how old a group becomes
    // that goes there at once (fewer, larger ones are sent sooner afterwards), how many spooled
    // groups are sent at the same time (two make others wait for more than twice as long as usual),
    // and how long one attempt may take.
    std::chrono::milliseconds patience{2'000};
    std::chrono::milliseconds max_spooled_age{1'000};
    std::size_t parallel_spooled = 1;
    std::chrono::milliseconds spooled_timeout{8'000};

    std::chrono::milliseconds first_backoff{50};
    std::chrono::milliseconds max_backoff{1'000};
};

}  // namespace relay
