#include "http/client_budgets.h"

#include "ingest/ip_address.h"

#include <algorithm>

namespace relay {

namespace {

constexpr std::size_t kMinCleanup = 64;
constexpr std::ptrdiff_t kNetworkBytes = 8;

std::string networkOf(const std::string& client_ip) {
    auto address = parseIpAddress(client_ip);
    if (!address) {
        return client_ip;
    }
    auto text = toString(*address);
    if (text.find(':') == std::string::npos) {
        return text;
    }
    std::fill(address->bytes.begin() + kNetworkBytes, address->bytes.end(), std::uint8_t{0});
    return toString(*address);
}

}  // namespace

std::shared_ptr<MemoryBudget> ClientBudgets::find(const std::string& client_ip) {
    const auto network = networkOf(client_ip);
    const std::lock_guard lock(mutex_);
    if (budgets_.size() >= next_cleanup_) {
        forgetUnused();
    }
    auto& entry = budgets_[network];
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
