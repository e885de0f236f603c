#pragma once

#include "endpoints/memory_budget.h"

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace relay {

// Gives every client a share of the budget, so that one cannot hold all of it. Shares together may
// exceed the budget; both bounds hold. Thread-safe; outlives the budgets it gave out.
class ClientBudgets {
public:
    ClientBudgets(MemoryBudget& all, std::size_t share) : all_(all), share_(share) {}

    // The one budget of this client's network, for as long as somebody holds it.
    std::shared_ptr<MemoryBudget> find(const std::string& client_ip);

private:
    void forgetUnused();

    MemoryBudget& all_;
    const std::size_t share_;
    std::mutex mutex_;
    std::map<std::string, std::weak_ptr<MemoryBudget>> budgets_;
    std::size_t next_cleanup_ = 0;  // at this number of entries
};

}  // namespace relay
