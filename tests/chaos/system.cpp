#include "system.h"

#include <csignal>
#include <thread>

namespace chaos {

namespace {

namespace fs = std::filesystem;

// Below what migrations/0001_raw_events.sql keeps free. On a disk without a free byte ClickHouse
// stores parts that it cannot read.
constexpr std::uint64_t kLeftByOthers = std::uint64_t{64} << 20U;

constexpr std::size_t kShown = 16'000;  // bytes of a log

}  // namespace

System::System(const Plan& plan) {
    install();
    stack_ = std::make_unique<test_support::Stack>(test_support::StackOptions{
        .relays = 0,
        .relay_environment = {},
        .clickhouse_environment = {},
        .clickhouse_path = disk_.path() + "/clickhouse",
        .user_scripts_path = programs_});
    proxy_.emplace(stack_->clickhouse().port());
    for (std::size_t i = 0; i < plan.relays; ++i) {
        const auto name = "/relay" + std::to_string(i);
        std::map<std::string, std::string> environment{
            {"CLICKHOUSE_URL", proxy_->url()},
            {"PUBLIC_API_KEYS", "chaos"},
            {"LOG_LEVEL", "debug"}};
        if (plan.has_spool) {
            environment["SPOOL_DIR"] = spool_disk_.path() + name;
        }
        relays_.push_back(
            std::make_unique<test_support::RelayProcess>(environment, disk_.path() + name + ".log")
        );
        relays_.back()->start();
    }
}

// Links, not copies: a program that a trial beside this one still has open for writing when it
// forks cannot be executed (ETXTBSY).
void System::install() {
    programs_ = disk_.path() + "/programs";
    fs::create_directory(programs_);
    for (const auto* const name : {"normalize_event", "resolve_identity"}) {
        fs::create_symlink(fs::path(PROGRAMS) / name, fs::path(programs_) / name);
    }
}

void System::replaceNormalizer(const fs::path& program) const {
    const auto link = fs::path(programs_) / "normalize_event";
    fs::remove(link);
    if (!program.empty()) {
        fs::create_symlink(program, link);
    }
}

void System::perform(const Fault& fault) {
    std::this_thread::sleep_for(fault.after);
    begin(fault);
    std::this_thread::sleep_for(fault.lasts);
    end(fault);
}

void System::begin(const Fault& fault) {
    switch (fault.kind) {
        case FaultKind::kKillRelay:
            relays_.at(fault.relay)->kill9();
            return;
        case FaultKind::kStopRelay:
            relays_.at(fault.relay)->stop();
            return;
        case FaultKind::kKillClickHouse:
            stack_->clickhouse().kill9();
            return;
        case FaultKind::kKillBoth:
            stack_->clickhouse().kill9();
            relays_.at(fault.relay)->kill9();
            return;
        case FaultKind::kKillNormalizers:
            stack_->killNormalizers();
            return;
        case FaultKind::kFreezeClickHouse:
            ::kill(stack_->clickhouse().pid(), SIGSTOP);
            return;
        case FaultKind::kCutConnections:
            proxy_->cut();
            return;
        case FaultKind::kFreezeConnections:
            proxy_->freeze(true);
            return;
        case FaultKind::kMissingNormalizer:
            replaceNormalizer({});
            stack_->killNormalizers();
            return;
        case FaultKind::kFailingNormalizer:
            replaceNormalizer("/bin/false");
            stack_->killNormalizers();
            return;
        case FaultKind::kFullDisk:
            disk_.fill(kLeftByOthers);
            return;
        case FaultKind::kFullSpoolDisk:
            spool_disk_.fill(0);
    }
}

void System::end(const Fault& fault) {
    switch (fault.kind) {
        case FaultKind::kKillRelay:
        case FaultKind::kStopRelay:
            relays_.at(fault.relay)->start();
            return;
        case FaultKind::kKillClickHouse:
            stack_->clickhouse().restart();
            return;
        case FaultKind::kKillBoth:
            stack_->clickhouse().restart();
            relays_.at(fault.relay)->start();
            return;
        case FaultKind::kFreezeClickHouse:
            ::kill(stack_->clickhouse().pid(), SIGCONT);
            return;
        case FaultKind::kFreezeConnections:
            proxy_->freeze(false);
            return;
        case FaultKind::kMissingNormalizer:
        case FaultKind::kFailingNormalizer:
            replaceNormalizer(fs::path(PROGRAMS) / "normalize_event");
            return;
        case FaultKind::kFullDisk:
            disk_.empty();
            return;
        case FaultKind::kFullSpoolDisk:
            spool_disk_.empty();
            return;
        case FaultKind::kKillNormalizers:
        case FaultKind::kCutConnections:
            return;
    }
}

bool System::hasSpooled() const {
    for (const auto& entry : fs::recursive_directory_iterator(spool_disk_.path())) {
        if (entry.path().extension() == ".group") {
            return true;
        }
    }
    return false;
}

std::string System::logs() const {
    auto text = stack_->logs();
    for (const auto& row :
         stack_->query("SELECT view, exception FROM system.view_refreshes WHERE exception != ''")) {
        text += "\n" + row.at(0).value() + ": " + row.at(1).value();
    }
    for (const auto& relay : relays_) {
        const auto log = relay->log();
        text += "\nrelay: " + log.substr(log.size() - std::min(log.size(), kShown));
    }
    return text;
}

}  // namespace chaos
