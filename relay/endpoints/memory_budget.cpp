#include "endpoints/memory_budget.h"

#include <utility>

namespace relay {

bool MemoryBudget::tryTake(std::size_t bytes) {
    auto used = used_.load();
    do {
        if (bytes > limit_ - used) {
            return false;
        }
    } while (!used_.compare_exchange_weak(used, used + bytes));
    if (parent_ != nullptr && !parent_->tryTake(bytes)) {
        used_ -= bytes;
        return false;
    }
    return true;
}

void MemoryBudget::giveBack(std::size_t bytes) {
    used_ -= bytes;
    if (parent_ != nullptr) {
        parent_->giveBack(bytes);
    }
}

bool MemoryReservation::tryGrow(std::size_t bytes) {
    if (!budget_.tryTake(bytes)) {
        return false;
    }
    bytes_ += bytes;
    return true;
}

void MemoryReservation::release() {
    budget_.giveBack(std::exchange(bytes_, 0));
}

}  // namespace relay
