#include "endpoints/client_budgets.h"

#include "endpoints/client_network.h"

#include <algorithm>

namespace relay {

namespace {

constexpr std::size_t kMinCleanup = 64;

}  // namespace

std::shared_ptr<MemoryBudget> ClientBudgets::find(const std::string& client_ip) {
    const auto holder = clientNetwork(client_ip);
    const std::lock_guard lock(mutex_);
    if (budgets_.size() >= next_cleanup_) {
        forgetUnused();
    }
    auto& entry = budgets_[holder];
    auto budget = entry.lock();
    if (!budget) {
        budget = std::make_shared<MemoryBudget>(share_, &all_);
        entry = budget;
    }
    return budget;
}

void ClientBudgets::forgetUnused() {
    std::erase_if(budgets_, [](const auto& entry) { return entry.second.expired(); });
    next_cleanup_ = std::max(kMinCleanup, 2 * budgets_.size());
}

}  // namespace relay
