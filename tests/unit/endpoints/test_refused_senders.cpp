#include "endpoints/refused_senders.h"

#include "support/capture_error.h"
#include "support/catch.h"

#include <algorithm>
#include <string>

namespace {

class Fixture {
public:
    // How many lines the log has after these origins were refused.
    std::ptrdiff_t linesAfter(const std::vector<std::string>& origins) {
        text = test_support::captureError([&] {
            for (const auto& origin : origins) {
                refused.noteOrigin(origin);
            }
        });
        return std::count(text.begin(), text.end(), '\n');
    }

    std::string text;
    std::chrono::steady_clock::time_point now{};
    relay::Log log{relay::LogLevel::kWarn};
    relay::RefusedSenders refused{log, [this] { return now; }};
};

}  // namespace

TEST_CASE("each refused origin is named once a minute, with what to do") {
    Fixture fixture;
    CHECK(fixture.linesAfter({"https://a.example", "https://a.example", "https://b.example"}) == 2);
    CHECK(fixture.text.find("ALLOWED_ORIGINS origin=https://a.example\n") != std::string::npos);
    fixture.now += std::chrono::seconds(59);
    CHECK(fixture.linesAfter({"https://a.example"}) == 0);
    fixture.now += std::chrono::seconds(1);
    CHECK(fixture.linesAfter({"https://a.example"}) == 1);
}

TEST_CASE("many origins fill neither the log nor the memory") {
    Fixture fixture;
    std::vector<std::string> origins;
    for (int i = 0; i < 1000; ++i) {
        origins.push_back("https://" + std::to_string(i) + ".example");
    }
    CHECK(fixture.linesAfter(origins) == 20);
    fixture.now += std::chrono::minutes(1);
    CHECK(fixture.linesAfter({std::string(100'000, 'x')}) == 1);
    CHECK(fixture.text.size() < 500);
}

TEST_CASE("who was refused within a minute is told, and how often") {
    Fixture fixture;
    fixture.linesAfter({"https://b.example", "https://a.example", "https://a.example"});
    fixture.refused.noteKey("old_key");
    fixture.now += std::chrono::seconds(59);
    fixture.refused.noteKey("old_key");
    const auto all = fixture.refused.recent();
    REQUIRE(all.size() == 3);
    CHECK((all[0].kind == relay::SenderKind::kOrigin && all[0].name == "https://a.example"));
    CHECK(all[0].times == 2);
    CHECK((all[2].kind == relay::SenderKind::kKey && all[2].name == "old_key"));
    CHECK(all[2].times == 2);
    fixture.now += std::chrono::seconds(1);
    CHECK(fixture.refused.recent().size() == 1);
}
