#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

namespace relay {

// Where progress is shown, and by which clock. The stream outlives those who hold this.
struct ProgressOutput {
    std::ostream& stream;
    bool is_terminal;
    std::function<std::chrono::steady_clock::time_point()> now;

    static ProgressOutput standardError();
};

// How far a long work is: on a terminal a bar that moves; elsewhere a line whenever another tenth
// is done, or a minute has passed.
class ProgressBar {
public:
    // Without a total it shows no bar, but what is done.
    ProgressBar(
        std::string what,
        std::optional<std::uint64_t> total,
        ProgressOutput output = ProgressOutput::standardError()
    );
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    // Shows "300 of 1000 (30 %)"; by 0: where the work begins.
    void advance(std::uint64_t by);

    // Shows `text`, of which the bar says how far `done` is of the total.
    void show(std::uint64_t done, const std::string& text);

    // Before something else is written to the terminal.
    void breakLine();

private:
    [[nodiscard]] std::uint64_t percent() const;
    void draw(const std::string& text);
    bool isLineDue();

    std::string what_;
    std::optional<std::uint64_t> total_;
    ProgressOutput output_;
    std::uint64_t done_ = 0;
    std::size_t drawn_width_ = 0;  // on the line where the cursor is
    std::uint64_t told_tenths_ = 0;
    std::chrono::steady_clock::time_point told_at_;
};

}  // namespace relay
