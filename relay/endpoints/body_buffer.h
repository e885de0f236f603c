#pragma once

#include "endpoints/memory_budget.h"
#include "ingest/rejection.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace relay {

// The bytes of a body, in memory that grows as they come: within a limit, and within what can be
// reserved. Keeps the reservation.
class BodyBuffer {
public:
    BodyBuffer(std::size_t limit, MemoryReservation& reservation)
        : limit_(limit), reservation_(&reservation) {}

    // Where the next bytes go, never empty. Error: kBufferFull.
    tl::expected<std::span<char>, Rejection> room();

    // So many bytes were put there. Error: kBodyTooLarge.
    tl::expected<void, Rejection> add(std::size_t size);

    [[nodiscard]] std::string_view text() const { return {data_.get(), size_}; }

private:
    std::size_t limit_;
    MemoryReservation* reservation_;
    std::unique_ptr<char[]> data_;  // one byte more than the capacity, to notice one too many
    std::size_t capacity_ = 0;
    std::size_t size_ = 0;
};

}  // namespace relay
