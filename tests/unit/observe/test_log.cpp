#include "observe/log.h"

#include "support/capture_error.h"
#include "support/catch.h"

using test_support::captureError;

TEST_CASE("a record is one line with its values quoted where needed") {
    const auto line = captureError([] {
        relay::Log(relay::LogLevel::kInfo)
            .info("it\nhappened", {{"plain", "1"}, {"odd", "a \"b\"\r\nc"}, {"empty", ""}});
    });
    CHECK(line.substr(24) == " info it happened plain=1 odd=\"a \\\"b\\\"  c\" empty=\"\"\n");
    CHECK(line[10] == 'T');
    CHECK(line[19] == '.');
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
