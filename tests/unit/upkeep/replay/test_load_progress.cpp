#include "upkeep/replay/load_progress.h"

#include "support/catch.h"

#include <sstream>

namespace {

// What is shown of a load after `seconds`.
std::string shownOf(
    std::optional<std::uint64_t> file_bytes,
    int seconds,
    std::uint64_t lines,
    std::uint64_t bytes
) {
    std::ostringstream stream;
    std::chrono::steady_clock::time_point now{};
    relay::LoadProgress progress(file_bytes, {stream, false, [&now] { return now; }});
    now += std::chrono::seconds(seconds);
    progress.show(lines, bytes);
    return stream.str();
}

}  // namespace

TEST_CASE("a load shows lines a second and the time left") {
    CHECK(shownOf(1'000, 10, 5'000, 250) == "loading: 5000 lines, 500 lines/s, 30 s left\n");
    CHECK(shownOf(100'000, 10, 5'000, 10'000) == "loading: 5000 lines, 500 lines/s, 90 s left\n");
    CHECK(
        shownOf(1'000'000, 60, 6'000, 100'000) == "loading: 6000 lines, 100 lines/s, 9 min left\n"
    );
    CHECK(shownOf(100'000, 360, 360, 1'000) == "loading: 360 lines, 1 lines/s, 9 h left\n");
    CHECK(shownOf(1'000, 10, 5'000, 1'000) == "loading: 5000 lines, 500 lines/s, 0 s left\n");
}

TEST_CASE("of standard input the time left is unknown") {
    CHECK(shownOf(std::nullopt, 100, 5'000, 250) == "loading: 5000 lines, 50 lines/s\n");
}
