#include "upkeep/scripts/progress_bar.h"

#include "support/catch.h"

#include <sstream>

using relay::ProgressBar;

namespace {

struct Screen {
    std::ostringstream stream;
    std::chrono::steady_clock::time_point now{};

    relay::ProgressOutput output(bool is_terminal) {
        return {stream, is_terminal, [this] { return now; }};
    }
};

std::string barOf(std::size_t filled) {
    return " [" + std::string(filled, '#') + std::string(40 - filled, '.') + "] ";
}

}  // namespace

TEST_CASE("on a terminal the bar moves on one line, from its begin to its end") {
    Screen screen;
    {
        ProgressBar bar("work", 200, screen.output(true));
        bar.advance(0);
        bar.advance(50);
        bar.advance(150);
    }
    CHECK(
        screen.stream.str() == "\rwork" + barOf(0) + "0 of 200 (0 %)\rwork" + barOf(10) +
                                   "50 of 200 (25 %)\rwork" + barOf(40) + "200 of 200 (100 %)\n"
    );
}

TEST_CASE("a shorter text leaves nothing of a longer one on the line") {
    Screen screen;
    ProgressBar bar("work", std::nullopt, screen.output(true));
    bar.show(1, "12 s left");
    bar.show(2, "9 s left");
    bar.breakLine();
    bar.breakLine();
    CHECK(screen.stream.str() == "\rwork 12 s left\rwork 9 s left \n");
}

TEST_CASE("without a terminal there is a line for another tenth") {
    Screen screen;
    ProgressBar bar("work", 1000, screen.output(false));
    bar.advance(0);
    bar.advance(99);
    CHECK(screen.stream.str().empty());
    bar.advance(1);
    bar.advance(99);
    bar.advance(801);
    CHECK(screen.stream.str() == "work: 100 of 1000 (10 %)\nwork: 1000 of 1000 (100 %)\n");
}

TEST_CASE("without a terminal there is a line after a minute") {
    Screen screen;
    ProgressBar bar("work", std::nullopt, screen.output(false));
    bar.show(1, "one");
    screen.now += std::chrono::seconds(59);
    bar.show(2, "two");
    screen.now += std::chrono::seconds(1);
    bar.show(3, "three");
    bar.show(4, "four");
    CHECK(screen.stream.str() == "work: three\n");
}

TEST_CASE("work that is nothing is done") {
    Screen screen;
    ProgressBar bar("work", 0, screen.output(false));
    bar.advance(0);
    bar.advance(0);
    CHECK(screen.stream.str() == "work: 0 of 0 (100 %)\n");
}
