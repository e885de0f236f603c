#include "trial.h"

#include "accounts.h"
#include "batches.h"
#include "client.h"
#include "system.h"

#include "integration/identity/settled.h"

#include <atomic>
#include <exception>
#include <thread>

namespace chaos {

namespace {

using Clock = std::chrono::steady_clock;

// Raw events of an insert that was cut have their events within a minute (docs/how-it-works.md);
// then persons are made.
constexpr std::chrono::seconds kDeadline{120};
constexpr std::chrono::milliseconds kPollInterval{2'000};
constexpr std::chrono::milliseconds kCalm{1'500};  // without faults, at the end

constexpr std::size_t kPeople = 120;
constexpr std::size_t kEventsPerPerson = 25;

void sendAmidFaults(System& system, const Plan& plan, Batches& batches) {
    std::atomic<bool> is_over = false;
    std::vector<Target> targets;
    for (std::size_t i = 0; i < plan.relays; ++i) {
        targets.push_back({system.url(i), batches, is_over});
    }
    std::vector<std::thread> clients;
    for (std::size_t i = 0; i < plan.clients; ++i) {
        clients.emplace_back([&, i] { runClient(targets[i / 2 % plan.relays], i, plan.seed); });
    }
    std::exception_ptr failure;
    try {
        for (const auto& fault : plan.faults) {
            system.perform(fault);
        }
    } catch (...) {
        failure = std::current_exception();
    }
    std::this_thread::sleep_for(kCalm);
    is_over = true;
    for (auto& client : clients) {
        client.join();
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

std::vector<std::string> findProblemsNow(
    const System& system,
    const Batches& batches,
    const std::vector<identity_tests::HistoricEvent>& history
) {
    if (system.hasSpooled()) {
        return {"groups are in the spool"};
    }
    try {
        return findProblems(system.stack(), batches, history);
    } catch (const std::exception& exception) {
        return {exception.what()};
    }
}

}  // namespace

TrialResult runTrial(const Plan& plan) {
    const auto history = identity_tests::makeHistory(kPeople, kEventsPerPerson);
    Batches batches(history, plan.seed);
    TrialResult result;
    try {
        System system(plan);
        sendAmidFaults(system, plan, batches);
        const auto begin = Clock::now();
        do {
            std::this_thread::sleep_for(kPollInterval);
            result.problems = findProblemsNow(system, batches, history);
        } while (!result.problems.empty() && Clock::now() - begin < kDeadline);
        result.until_right = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - begin);
        if (!result.problems.empty()) {
            result.logs = system.logs();
            identity_tests::settle(system.stack());
            const auto rest = findProblemsNow(system, batches, history);
            result.problems.push_back(
                "once all claims are decided and all persons folded again: " +
                (rest.empty() ? "right" : rest.back())
            );
        }
    } catch (const std::exception& exception) {
        result.problems.emplace_back(exception.what());
    }
    result.spooled = batches.spooled();
    for (const auto& [status, count] : batches.statuses()) {
        (status == 200 ? result.acknowledged : result.other) += count;
    }
    return result;
}

}  // namespace chaos
