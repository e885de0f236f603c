#include "endpoints/client_budgets.h"

#include "config/ip_range.h"

#include <algorithm>

namespace relay {

namespace {

constexpr std::size_t kMinCleanup = 64;
constexpr unsigned kIpv6Network = 64;

std::string budgetHolder(const std::string& client_ip) {
    const auto address = parseIpAddress(client_ip);
    if (!address) {
        return client_ip;
    }
    const bool is_ipv6 = address->family() == Poco::Net::IPAddress::IPv6;
    return is_ipv6 ? networkOf(*address, kIpv6Network).toString() : address->toString();
}

}  // namespace

std::shared_ptr<MemoryBudget> ClientBudgets::find(const std::string& client_ip) {
    const auto holder = budgetHolder(client_ip);
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
