#include "endpoints/refused_origins.h"

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
                refused_.note(origin);
            }
        });
        return std::count(text.begin(), text.end(), '\n');
    }

    std::string text;
    std::chrono::steady_clock::time_point now{};

private:
    relay::Log log_{relay::LogLevel::kWarn};
    relay::RefusedOrigins refused_{log_, [this] { return now; }};
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
