#pragma once

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace bench {

struct Options {
    std::string only;  // a bench's name; empty: all of them
    std::string json = "build/bench.json";
    bool is_quick = false;
};

// Errors: one line for the user.
tl::expected<Options, std::string> parseOptions(const std::vector<std::string>& arguments);

}  // namespace bench
