#pragma once

#include "support/embedded_clickhouse.h"
#include "support/relay_process.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace test_support {

struct StackOptions {
    std::size_t relays = 1;
    std::map<std::string, std::string> relay_environment{};  // beside keys, origins and ClickHouse
    std::map<std::string, std::string> clickhouse_environment{};
    std::string clickhouse_path{};    // of its data; empty: in the stack's folder
    bool begins_migrated = true;      // false: with no data, and the relay migrates
    std::string user_scripts_path{};  // empty: where the programs were built
};

using TsvRow = std::vector<std::optional<std::string>>;  // nullopt is NULL

// The whole system in a temporary folder: embedded ClickHouse, migrations, and relays on free
// ports. Data begin as a copy of a migrated database that the build has made, for migrating takes
// most of the time of a start. The relays know the keys golden_key and
// second_key and the origin https://app.example. One thread starts and stops things; query() may be
// called by any.
class Stack {
public:
    explicit Stack(const StackOptions& options = {});
    ~Stack();
    Stack(const Stack&) = delete;
    Stack& operator=(const Stack&) = delete;

    [[nodiscard]] const std::string& url(std::size_t relay = 0) const {
        return relays_.at(relay)->url();
    }

    RelayProcess& relay(std::size_t index = 0) { return *relays_.at(index); }

    EmbeddedClickHouse& clickhouse() { return *clickhouse_; }

    [[nodiscard]] const EmbeddedClickHouse& clickhouse() const { return *clickhouse_; }

    [[nodiscard]] std::string clickhouseUrl() const { return clickhouse_->url(); }

    // Runs a statement in the relays' database. Throws std::runtime_error with ClickHouse's
    // message.
    std::vector<TsvRow> query(const std::string& sql) const;

    // The only value of the only row.
    std::string value(const std::string& sql) const;

    // Polls /ready of every relay. Throws std::runtime_error with the last answer after a generous
    // deadline.
    void waitUntilReady() const;

    // SIGKILL for every process that runs the normalizer; how many there were.
    std::size_t killNormalizers() const;

    // The end of every log, for the message of a failed test.
    [[nodiscard]] std::string logs() const;

private:
    [[nodiscard]] std::map<std::string, std::string> relayEnvironment() const;

    std::filesystem::path folder_;
    std::unique_ptr<EmbeddedClickHouse> clickhouse_;
    std::vector<std::unique_ptr<RelayProcess>> relays_;
};

}  // namespace test_support
