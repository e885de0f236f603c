#include "maintained_stack.h"
#include "support/catch.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace maintain_tests {

using test_support::Stack;

namespace {

const std::vector<std::string>
    kEverything{"replay", "--from", "2020-01-01", "--to", "2100-01-01", "--slice-rows", "300"};

void damageAllSlices(const Stack& stack) {
    stack.query(
        "ALTER TABLE event_log UPDATE current_url = 'wrong' WHERE 1 SETTINGS "
        "mutations_sync = 1"
    );
}

struct Bar {
    std::size_t filled;  // of 40
    std::string numbers;
};

// What a terminal shows of one piece of work, one after the other on the same line.
std::vector<Bar> barsOf(const std::string& output, const std::string& work) {
    const auto begin = output.find('\r' + work + " [");
    REQUIRE(begin != std::string::npos);
    const auto line = output.substr(begin, output.find('\n', begin) - begin);
    CHECK(line.ends_with('\r'));  // the terminal's own, of the line's end
    std::vector<Bar> bars;
    std::istringstream pieces(line.substr(1, line.size() - 2));
    for (std::string piece; std::getline(pieces, piece, '\r');) {
        INFO(piece);
        REQUIRE(piece.starts_with(work + " ["));
        const auto bar = piece.substr(work.size() + 2, 40);
        const auto filled = std::min(bar.find('.'), bar.size());
        CHECK(bar == std::string(filled, '#') + std::string(40 - filled, '.'));
        REQUIRE(piece.substr(work.size() + 42, 2) == "] ");
        bars.push_back({filled, piece.substr(work.size() + 44)});
    }
    return bars;
}

void checkMovesToItsEnd(const std::vector<Bar>& bars, const std::string& end) {
    REQUIRE(bars.size() > 2);
    CHECK(bars.front().filled < 20);
    CHECK(std::ranges::is_sorted(bars, {}, &Bar::filled));
    CHECK(bars.back().filled == 40);
    CHECK(bars.back().numbers == end);
}

}  // namespace

TEST_CASE("a replay draws a bar that moves on a terminal") {
    const Stack stack;
    seed(stack);
    damageAllSlices(stack);
    const auto done = relayOnTerminal(stack, kEverything);
    INFO(done.output);
    CHECK(done.exit_code == 0);
    checkMovesToItsEnd(barsOf(done.output, "comparing"), "1055 of 1055 (100 %)");
    checkMovesToItsEnd(barsOf(done.output, "changing"), "1055 of 1055 (100 %)");
    CHECK(done.output.find("comparing:") == std::string::npos);
    CHECK(done.output.ends_with("\n"));
}

TEST_CASE("a replay writes lines where there is no terminal") {
    const Stack stack;
    seed(stack);
    damageAllSlices(stack);
    const auto done = relay(stack, kEverything);
    CHECK(done.exit_code == 0);
    CHECK((done.output + done.errors).find('\r') == std::string::npos);
    std::istringstream lines(done.errors);
    std::string line;
    for (const std::string numbers :  // a slice in three steps, a line for another tenth
         {"200 of 1055 (18 %)",
          "300 of 1055 (28 %)",
          "400 of 1055 (37 %)",
          "500 of 1055 (47 %)",
          "600 of 1055 (56 %)",
          "700 of 1055 (66 %)",
          "800 of 1055 (75 %)",
          "900 of 1055 (85 %)",
          "951 of 1055 (90 %)",
          "1055 of 1055 (100 %)"}) {
        CHECK(std::getline(lines, line));
        CHECK(line == "comparing: " + numbers);
    }
    for (const std::string numbers :
         {"300 of 1055 (28 %)",
          "600 of 1055 (56 %)",
          "900 of 1055 (85 %)",
          "1055 of 1055 (100 %)"}) {
        CHECK(std::getline(lines, line));
        CHECK(line == "changing: " + numbers);
    }
    for (const std::string work : {"finding times: ", "deciding: ", "folding: "}) {
        CHECK(std::getline(lines, line));
        CHECK(line == work + "75 of 75 (100 %)");
    }
    CHECK_FALSE(std::getline(lines, line));
}

}  // namespace maintain_tests
