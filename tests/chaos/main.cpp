#include "plan.h"
#include "trial.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>
#include <mutex>
#include <optional>
#include <random>
#include <sstream>
#include <thread>
#include <vector>

namespace {

// What is told of a trial.
std::string describe(const chaos::Plan& plan, const chaos::TrialResult& result) {
    std::ostringstream text;
    text << chaos::describe(plan) << "\n  " << result.acknowledged << " acknowledged, "
         << result.spooled << " of them spooled, " << result.other << " not; "
         << (result.problems.empty() ? "right after " : "WRONG after ")
         << result.until_right.count() << " s\n";
    for (const auto& problem : result.problems) {
        text << "  " << problem << '\n';
    }
    if (!result.problems.empty()) {
        text << result.logs << "\nonce more: build/release/bin/chaos --seed " << plan.seed << '\n';
    }
    return text.str();
}

// Hands trials out to threads, and tells what comes of them.
class Trials {
public:
    using Plans = std::function<chaos::Plan(std::size_t number)>;

    Trials(Plans plans, std::size_t trials, std::chrono::seconds time)
        : plans_(std::move(plans)),
          trials_(trials),
          end_(std::chrono::steady_clock::now() + time) {}

    void run() {
        while (const auto number = next()) {
            const auto plan = plans_(*number);
            const auto result = chaos::runTrial(plan);
            const std::lock_guard lock(mutex_);
            wrong_ += result.problems.empty() ? 0U : 1U;
            slowest_ = std::max(slowest_, result.until_right);
            std::cout << describe(plan, result) << std::flush;
        }
    }

    [[nodiscard]] std::size_t begun() const { return begun_; }

    [[nodiscard]] std::size_t wrong() const { return wrong_; }

    // How long after the end of its traffic the slowest trial was right.
    [[nodiscard]] std::chrono::seconds slowest() const { return slowest_; }

private:
    std::optional<std::size_t> next() {
        const std::lock_guard lock(mutex_);
        const bool may_begin =
            trials_ == 0 ? std::chrono::steady_clock::now() < end_ : begun_ < trials_;
        return may_begin ? std::optional(begun_++) : std::nullopt;
    }

    const Plans plans_;
    const std::size_t trials_;
    const std::chrono::steady_clock::time_point end_;
    std::mutex mutex_;
    std::size_t begun_ = 0;
    std::size_t wrong_ = 0;
    std::chrono::seconds slowest_{0};
};

}  // namespace

int main(int argument_count, char** arguments) {
    CLI::App program(
        "Breaks a system at random moments while clients send, and checks what is stored afterwards"
    );
    std::uint64_t seed = std::random_device()();
    std::size_t trials = 1;
    std::size_t seconds = 0;
    std::size_t parallel = 1;
    std::string fault;
    program.add_option("--seed", seed, "of the first trial; those that follow count up");
    program.add_option("--trials", trials, "how many trials");
    program.add_option("--seconds", seconds, "in the place of --trials: those that begin by then");
    program.add_option("--parallel", parallel, "how many side by side");
    program.add_option("--fault", fault, "the only kind of fault, such as \"full disk\"");
    CLI11_PARSE(program, argument_count, arguments);

    const auto kind = chaos::parseFault(fault);
    if (!fault.empty() && !kind) {
        std::cerr << "chaos: there is no fault " << fault << '\n';
        return 2;
    }
    Trials all(
        [&](std::size_t number) {
            return kind ? chaos::makePlan(seed + number, *kind)
                        : chaos::makePlan(seed + number, geteuid() == 0);
        },
        seconds == 0 ? trials : 0,
        std::chrono::seconds(seconds)
    );
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < parallel; ++i) {
        threads.emplace_back([&] { all.run(); });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    std::cout << all.begun() << " trials, " << all.wrong() << " wrong, right after "
              << all.slowest().count() << " s at most" << std::endl;
    return all.wrong() == 0 ? 0 : 1;
}
