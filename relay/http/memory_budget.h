#pragma once

#include <atomic>
#include <cstddef>

namespace relay {

// Bounds the bytes that all requests hold together. Thread-safe; outlives its reservations.
class MemoryBudget {
public:
    explicit MemoryBudget(std::size_t limit) : limit_(limit) {}

    // False, and nothing taken, if that would exceed the limit.
    bool tryTake(std::size_t bytes);

    void giveBack(std::size_t bytes) { used_ -= bytes; }

    [[nodiscard]] std::size_t used() const { return used_; }

private:
    const std::size_t limit_;
    std::atomic<std::size_t> used_ = 0;
};

// The bytes that one request holds; gives them back at its end.
class MemoryReservation {
public:
    explicit MemoryReservation(MemoryBudget& budget) : budget_(budget) {}

    ~MemoryReservation() { budget_.giveBack(bytes_); }

    MemoryReservation(const MemoryReservation&) = delete;
    MemoryReservation& operator=(const MemoryReservation&) = delete;

    bool tryGrow(std::size_t bytes);

private:
    MemoryBudget& budget_;
    std::size_t bytes_ = 0;
};

}  // namespace relay
