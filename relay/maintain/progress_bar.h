#pragma once

#include <cstdint>
#include <string_view>

namespace relay {

// How far a long work is, on standard error: a bar that moves on a terminal, lines elsewhere.
class ProgressBar {
public:
    ProgressBar(std::string_view what, std::uint64_t total);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void advance(std::uint64_t by);

private:
    void show();

    std::string_view what_;
    std::uint64_t total_;
    std::uint64_t done_ = 0;
    bool is_terminal_;
};

}  // namespace relay
