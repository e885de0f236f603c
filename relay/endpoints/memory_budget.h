#pragma once

#include <atomic>
#include <cstddef>

namespace relay {

// Bounds the bytes that all requests hold together, or that one client does: then what is taken
// here is taken from `parent` too. Thread-safe; outlives its reservations.
class MemoryBudget {
public:
    explicit MemoryBudget(std::size_t limit, MemoryBudget* parent = nullptr)
        : limit_(limit), parent_(parent) {}

    // False, and nothing taken, if that would exceed the limit.
    bool tryTake(std::size_t bytes);

    void giveBack(std::size_t bytes);

    [[nodiscard]] std::size_t used() const { return used_; }

    [[nodiscard]] std::size_t limit() const { return limit_; }

private:
    const std::size_t limit_;
    MemoryBudget* const parent_;
    std::atomic<std::size_t> used_ = 0;
};

// The bytes that one request holds; gives them back at its end.
class MemoryReservation {
public:
    explicit MemoryReservation(MemoryBudget& budget) : budget_(budget) {}

    ~MemoryReservation() { release(); }

    MemoryReservation(const MemoryReservation&) = delete;
    MemoryReservation& operator=(const MemoryReservation&) = delete;

    bool tryGrow(std::size_t bytes);

    void release();

    [[nodiscard]] std::size_t held() const { return bytes_; }

private:
    MemoryBudget& budget_;
    std::size_t bytes_ = 0;
};

}  // namespace relay
