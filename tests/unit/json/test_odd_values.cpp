#include "json/odd_values.h"

#include "json/parser.h"
#include "support/catch.h"

#include <map>
#include <random>
#include <string>

namespace {

struct Skipper {
    void begin(std::string_view /*source*/) {}

    bool onToken(const json::Token& /*token*/) { return true; }

    [[nodiscard]] bool skipsValue() const { return skips; }

    bool skips = false;
};

bool mayBeOdd(const std::string& text) {
    json::Parser parser;
    json::OddValues odd;
    Skipper sink;
    REQUIRE(parser.parse(text, sink, odd) == json::ParseOutcome::kWellFormed);
    const bool is_found = odd.isFound();
    sink.skips = true;
    REQUIRE(parser.parse(text, sink, odd) == json::ParseOutcome::kWellFormed);
    CHECK(odd.isFound() == is_found);
    return is_found;
}

// Objects in objects, and what a plain map says of their names.
class RandomText {
public:
    explicit RandomText(unsigned seed) : random_(seed) { addObject(0); }

    std::string text;
    bool is_name_given_twice = false;

private:
    // Of few names or of many; where another object stands in it, it goes on behind that.
    // NOLINTNEXTLINE(misc-no-recursion): three levels
    void addObject(int depth) {
        std::map<std::string, int> times;
        const auto size = upTo(upTo(4) == 0 ? 200 : 20);
        text += '{';
        for (std::size_t i = 0; i < size; ++i) {
            const auto name = randomName();
            is_name_given_twice |= ++times[name] > 1;
            text.append(i == 0 ? "\"" : ",\"").append(name).append("\":");
            if (depth < 2 && upTo(8) == 0) {
                addObject(depth + 1);
            } else {
                text += '1';
            }
        }
        text += '}';
    }

    // Most differ from each other in one place only, at any length.
    std::string randomName() {
        std::string name(upTo(30), 'x');
        for (int i = 0; i < 3 && !name.empty(); ++i) {
            name[upTo(name.size() - 1)] = static_cast<char>('a' + upTo(25));
        }
        return name;
    }

    std::size_t upTo(std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(0, most)(random_);
    }

    std::mt19937 random_;
};

}  // namespace

TEST_CASE("nothing is odd about plain values") {
    for (const std::string text :
         {R"({"a":{"b":1,"c":[{"b":1},{"b":2}]},"b":"\n\u00e9\\","":{"":0}})",
          R"([123456789012345678,-12345678901234567,1.7976931348623157e08,-1.5e-99,0.12345678901234567890])",
          R"([{"a":1},{"a":1}])",
          "{\"caf\xC3\xA9\":\"\xF0\x9F\x98\x80\"}"}) {
        CAPTURE(text);
        CHECK_FALSE(mayBeOdd(text));
    }
}

TEST_CASE("everything that a repair alters is found, and some that it does not") {
    for (const std::string text :
         {R"({"a":1,"a":2})",
          R"({"a":[{"b":{"c":1,"d":2,"c":3}}]})",
          R"({"a":1,"\u0061":2})",
          R"(["\ud83d"])",
          R"(["\uDC00"])",
          R"(["\ud83d\ude00"])",
          R"([1234567890123456789])",
          R"([-123456789012345678])",
          "[\"caf\xE9\"]",
          R"([1e309])",
          R"({"\u00e9":1})",
          R"([1e-400])",
          R"("alone")"}) {
        CAPTURE(text);
        CHECK(mayBeOdd(text));
    }
    CHECK(mayBeOdd(std::string(65, '[') + std::string(65, ']')));
}

TEST_CASE("no name given twice is overlooked among few names or many") {
    int with_twice = 0;
    int without_twice = 0;
    int taken_for_odd = 0;
    for (unsigned seed = 0; seed < 3000; ++seed) {
        const RandomText random(seed);
        CAPTURE(random.text);
        const bool may_be_odd = mayBeOdd(random.text);
        if (random.is_name_given_twice) {
            ++with_twice;
            REQUIRE(may_be_odd);
        } else {
            ++without_twice;
            taken_for_odd += may_be_odd ? 1 : 0;
        }
    }
    CHECK(with_twice > 500);
    CHECK(without_twice > 500);
    CHECK(taken_for_odd < 20);
}
