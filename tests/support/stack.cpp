#include "support/stack.h"

#include "support/http_exchange.h"
#include "support/tsv.h"

#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace test_support {

namespace {

constexpr std::chrono::seconds kReadyDeadline{120};
constexpr std::chrono::milliseconds kPollInterval{20};
constexpr std::size_t kShown = 3000;  // bytes of a log

std::filesystem::path makeFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "stack_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    return name;
}

// Fields of /proc/<pid>/stat: "pid (name) state ppid …"; the name may hold anything.
bool isChildOf(pid_t parent, const std::string& stat, std::string_view name) {
    const auto open = stat.find('(');
    const auto close = stat.rfind(')');
    if (open == std::string::npos || close == std::string::npos) {
        return false;
    }
    const std::string after = stat.substr(close + 4);  // ") S " lies before the parent
    return stat.substr(open + 1, close - open - 1) == name && std::stol(after) == parent;
}

std::string tail(const std::string& text) {
    return text.size() <= kShown ? text : "…" + text.substr(text.size() - kShown);
}

}  // namespace

Stack::Stack(const StackOptions& options) : folder_(makeFolder()) {
    EmbeddedOptions embedded;
    embedded.path = options.clickhouse_path.empty() ? (folder_ / "clickhouse").string()
                                                    : options.clickhouse_path;
    if (options.begins_migrated) {
        using Option = std::filesystem::copy_options;
        const auto all = Option::recursive | Option::copy_symlinks;
        std::filesystem::copy(MIGRATED_CLICKHOUSE, embedded.path, all);
    }
    embedded.user_scripts_path =
        options.user_scripts_path.empty()
            ? std::filesystem::path(NORMALIZE_EVENT_BINARY).parent_path().string()
            : options.user_scripts_path;
    embedded.functions = FUNCTION_FILES;
    embedded.environment = options.clickhouse_environment;
    clickhouse_ = std::make_unique<EmbeddedClickHouse>(embedded);
    for (std::size_t i = 0; i < options.relays; ++i) {
        auto environment = options.relay_environment;
        environment.merge(relayEnvironment());
        const auto log = folder_ / ("relay" + std::to_string(i) + ".log");
        relays_.push_back(std::make_unique<RelayProcess>(environment, log.string()));
        relays_.back()->start();
    }
    waitUntilReady();
}

Stack::~Stack() {
    relays_.clear();
    clickhouse_.reset();
    std::error_code ignored;  // a test's leftovers must not hide its result
    std::filesystem::remove_all(folder_, ignored);
}

std::map<std::string, std::string> Stack::relayEnvironment() const {
    return {
        {"CLICKHOUSE_URL", clickhouse_->url()},
        {"MIGRATE_ON_START", "true"},
        {"PUBLIC_API_KEYS", "golden_key,second_key"},
        {"ALLOWED_ORIGINS", "https://app.example"}};
}

std::vector<TsvRow> Stack::query(const std::string& sql) const {
    HttpConnection connection(clickhouse_->url());
    const HttpReply reply =
        connection.call({"POST", "/?database=product_analytics&default_format=TSV", {}, sql});
    if (reply.status != 200) {
        throw std::runtime_error(std::to_string(reply.status) + " " + reply.body + "\nof " + sql);
    }
    return parseTsv(reply.body);
}

std::string Stack::value(const std::string& sql) const {
    const auto rows = query(sql);
    if (rows.size() != 1 || rows[0].size() != 1) {
        throw std::runtime_error("not one value: " + sql);
    }
    return rows[0][0].value_or("NULL");
}

void Stack::waitUntilReady() const {
    const auto end = std::chrono::steady_clock::now() + kReadyDeadline;
    for (const auto& relay : relays_) {
        HttpConnection connection(relay->url());
        HttpReply reply;
        while ((reply = connection.call({"GET", "/ready", {}, {}})).status != 200) {
            if (std::chrono::steady_clock::now() > end) {
                throw std::runtime_error("not ready: " + reply.body + logs());
            }
            std::this_thread::sleep_for(kPollInterval);
        }
    }
}

std::size_t Stack::killNormalizers() const {
    std::size_t killed = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        std::ifstream file(entry.path() / "stat");
        std::string stat;
        if (std::getline(file, stat) && isChildOf(clickhouse_->pid(), stat, "normalize_event")) {
            killed += ::kill(static_cast<pid_t>(std::stol(stat)), SIGKILL) == 0 ? 1U : 0U;
        }
    }
    return killed;
}

std::string Stack::logs() const {
    std::string text = "\nClickHouse: " + tail(clickhouse_->errors());
    for (const auto& relay : relays_) {
        text += "\nrelay: " + tail(relay->log());
    }
    return text;
}

}  // namespace test_support
