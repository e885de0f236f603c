#include "plan.h"
#include "trial.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <chrono>
#include <iostream>
#include <random>

namespace {

// Whether all is as it must be.
bool run(const chaos::Plan& plan) {
    const auto result = chaos::runTrial(plan);
    std::cout << describe(plan) << "\n  " << result.acknowledged << " acknowledged, "
              << result.spooled << " of them spooled, " << result.other << " not; "
              << (result.problems.empty() ? "right after " : "WRONG after ")
              << result.until_right.count() << " s" << std::endl;
    for (const auto& problem : result.problems) {
        std::cout << "  " << problem << '\n';
    }
    if (!result.problems.empty()) {
        std::cout << result.logs << "\nonce more: build/release/bin/chaos --seed " << plan.seed
                  << std::endl;
    }
    return result.problems.empty();
}

}  // namespace

int main(int argument_count, char** arguments) {
    CLI::App program(
        "Breaks a system at random moments while clients send, and checks what is stored afterwards"
    );
    std::uint64_t seed = std::random_device()();
    std::size_t trials = 1;
    std::size_t seconds = 0;
    program.add_option("--seed", seed, "of the first trial; those that follow count up");
    program.add_option("--trials", trials, "how many trials");
    program.add_option("--seconds", seconds, "as many trials as begin in this time");
    std::string fault;
    program.add_option("--fault", fault, "the only kind of fault, such as \"full disk\"");
    CLI11_PARSE(program, argument_count, arguments);

    const auto kind = chaos::parseFault(fault);
    if (!fault.empty() && !kind) {
        std::cerr << "chaos: there is no fault " << fault << '\n';
        return 2;
    }
    const auto planOf = [&](std::uint64_t number) {
        return kind ? chaos::makePlan(number, *kind) : chaos::makePlan(number, geteuid() == 0);
    };
    const auto begin = std::chrono::steady_clock::now();
    const auto mayGoOn = [&](std::size_t done) {
        return seconds == 0 ? done < trials
                            : std::chrono::steady_clock::now() - begin < std::chrono::seconds(seconds);
    };
    std::size_t done = 0;
    std::size_t wrong = 0;
    for (; mayGoOn(done); ++done) {
        wrong += run(planOf(seed + done)) ? 0U : 1U;
    }
    std::cout << done << " trials, " << wrong << " wrong" << std::endl;
    return wrong == 0 ? 0 : 1;
}
