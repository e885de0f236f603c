#pragma once

#include "plan.h"
#include "proxy.h"

#include "support/relay_process.h"
#include "support/small_disk.h"
#include "support/stack.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace chaos {

// ClickHouse, a proxy before it, and relays, on small disks where they can be mounted. One thread
// makes, breaks and mends it.
class System {
public:
    explicit System(const Plan& plan);

    // Breaks something, waits, mends it.
    void perform(const Fault& fault);

    [[nodiscard]] const test_support::Stack& stack() const { return *stack_; }

    [[nodiscard]] const std::string& url(std::size_t relay) const {
        return relays_.at(relay)->url();
    }

    // Whether a relay still has something in its spool.
    [[nodiscard]] bool hasSpooled() const;

    [[nodiscard]] std::string logs() const;

private:
    void begin(const Fault& fault);
    void end(const Fault& fault);
    void install();
    void replaceNormalizer(const std::filesystem::path& program) const;

    test_support::SmallDisk disk_{"800m"};
    test_support::SmallDisk spool_disk_{"2m"};
    std::string programs_;  // what ClickHouse runs
    std::unique_ptr<test_support::Stack> stack_;
    std::optional<Proxy> proxy_;
    std::vector<std::unique_ptr<test_support::RelayProcess>> relays_;
};

}  // namespace chaos
