#include "endpoints/memory_budget.h"

#include "support/catch.h"

#include <thread>
#include <vector>

TEST_CASE("the budget is given out to the last byte and not beyond") {
    relay::MemoryBudget budget(10);
    {
        relay::MemoryReservation first(budget);
        relay::MemoryReservation second(budget);
        CHECK(first.tryGrow(6));
        CHECK(second.tryGrow(4));
        CHECK_FALSE(second.tryGrow(1));
        CHECK_FALSE(second.tryGrow(static_cast<std::size_t>(-1)));
        CHECK(budget.used() == 10);
    }
    CHECK(budget.used() == 0);
}

TEST_CASE("many threads never hold more than the budget") {
    relay::MemoryBudget budget(100);
    std::atomic<bool> is_exceeded = false;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&budget, &is_exceeded] {
            for (int round = 0; round < 10'000; ++round) {
                relay::MemoryReservation reservation(budget);
                static_cast<void>(reservation.tryGrow(40));
                is_exceeded = is_exceeded || budget.used() > 100;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK_FALSE(is_exceeded);
    CHECK(budget.used() == 0);
}
