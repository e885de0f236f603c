#include "observe/log.h"

#include "support/catch.h"

#include <unistd.h>

#include <array>
#include <functional>
#include <string>

namespace {

// What goes to standard error meanwhile.
std::string captureError(const std::function<void()>& action) {
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    const int saved = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    action();
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(ends[1]);
    std::array<char, 4096> text{};
    const auto size = read(ends[0], text.data(), text.size());
    close(ends[0]);
    return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace

TEST_CASE("a record is one line with its values quoted where needed") {
    const auto line = captureError([] {
        relay::Log(relay::LogLevel::kInfo)
            .info("it\nhappened", {{"plain", "1"}, {"odd", "a \"b\"\r\nc"}, {"empty", ""}});
    });
    CHECK(line.substr(24) == " info it happened plain=1 odd=\"a \\\"b\\\"  c\" empty=\"\"\n");
    CHECK(line[10] == 'T');
    CHECK(line[23] == 'Z');
}

TEST_CASE("records below the level are not written") {
    const auto text = captureError([] {
        relay::Log log(relay::LogLevel::kWarn);
        log.info("no");
        log.debug("no");
        log.warn("yes");
        relay::Log(relay::LogLevel::kSilent).fatal("no");
    });
    CHECK(text.find("no") == std::string::npos);
    CHECK(text.find("warn yes") != std::string::npos);
}
