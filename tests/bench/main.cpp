#include "bench.h"
#include "options.h"

#include <array>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace {

struct Bench {
    const char* name;
    void (*run)(bench::Report&, const bench::Settings&);
};

constexpr std::array<Bench, 8> kBenches{
    {{"normalizer", bench::benchNormalizer},
     {"relay", bench::benchRelay},
     {"memory", bench::benchMemory},
     {"insert", bench::benchInsert},
     {"pipeline", bench::benchPipeline},
     {"latency", bench::benchLatency},
     {"storage", bench::benchStorage},
     {"outage", bench::benchOutage}}};

int run(const std::vector<std::string>& arguments) {
    const auto options = bench::parseOptions(arguments);
    if (!options) {
        std::cerr << "bench: " << options.error() << "\n";
        return 2;
    }
    const bench::Settings settings =
        options->is_quick ? bench::Settings{2, 1, true} : bench::Settings{};
    bench::Report report(std::cerr);
    bool has_run = false;
    for (const auto& [name, run] : kBenches) {
        if (options->only.empty() || options->only == name) {
            run(report, settings);
            report.writeJson(options->json);  // what follows may fail
            has_run = true;
        }
    }
    if (!has_run) {
        std::cerr << "bench: there is no bench " << options->only << "\n";
        return 2;
    }
    report.print(std::cout);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        std::cerr << "bench: " << error.what() << "\n";
        return 1;
    }
}
