#include "json/parser.h"
#include "support/catch.h"

#include <string>
#include <vector>

using json::ParseOutcome;
using json::Parser;
using json::Token;
using json::TokenKind;

namespace {

// Writes the tokens down, each with the place where it starts.
struct Recorder {
    void begin(std::string_view text) {
        source = text;
        log.clear();
    }

    bool onToken(const Token& token) {
        log += std::to_string(token.offset) + ":";
        const bool is_bracket = token.kind >= TokenKind::kStartObject;
        log += is_bracket ? source.substr(token.offset, 1) : token.text;
        log += ' ';
        if (token.kind == TokenKind::kString || token.kind < TokenKind::kString) {
            raw = sourceText(token, source);
        }
        return token.text != "stop";
    }

    [[nodiscard]] static bool skipsValue() { return false; }

    std::string_view source;
    std::string log;
    std::string raw;
};

ParseOutcome outcomeOf(std::string_view text) {
    Parser parser;
    Recorder recorder;
    return parser.parse(text, recorder);
}

std::string tokensOf(std::string_view text) {
    Parser parser;
    Recorder recorder;
    REQUIRE(parser.parse(text, recorder) == ParseOutcome::kWellFormed);
    return recorder.log;
}

}  // namespace

TEST_CASE("every token comes with its text and its place") {
    CHECK(
        tokensOf(R"( {"a\n":[1.50,"b\"",null] ,"c":true})") ==
        "1:{ 2:a\n 8:[ 9:1.50 14:b\" 20:null 24:] 27:c 31:true 35:} "
    );
    CHECK(tokensOf("-1e5") == "0:-1e5 ");
}

TEST_CASE("a repaired text still gives the numbers and places of the source") {
    CHECK(tokensOf(R"(["\ud800",1e999,false])") == "0:[ 1:\xEF\xBF\xBD 10:1e999 16:false 21:] ");
}

TEST_CASE("the source text of a string keeps its quotes and escapes") {
    Parser parser;
    Recorder recorder;
    REQUIRE(parser.parse(R"(  "a\"\\\ud800"  )", recorder) == ParseOutcome::kWellFormed);
    CHECK(recorder.raw == R"("a\"\\\ud800")");
}

TEST_CASE("plain texts give the tokens that RapidJSON gives") {
    const std::string deep = std::string(64, '[') + "{\"a\":1}" + std::string(64, ']');
    for (const std::string& text : std::vector<std::string>{
             R"( { } )",
             R"([ [ ] , { } , "" , 0 , -0 , 0.5e+10 , 1E5 , 12e-3 , true , false , null ])",
             R"({"k\u0041\n\/\\\"":{"b":[{"c":"\b\f\r\t\u00e9\u20AC\ud83d\ude00"}]},"k":"plain"})",
             R"({"long enough for several vectors of sixteen bytes \" and more":"0123456789abcdef\\"})",
             R"(["\udc00", "\ud800", "\ud800\udc00x"])",
             R"("alone")",
             R"(1)",
             deep}) {
        CAPTURE(text);
        Parser parser;
        Recorder careful;
        REQUIRE(parser.parseCarefully(text, careful) == ParseOutcome::kWellFormed);
        const auto expected = careful.log;
        CHECK(tokensOf(text) == expected);
    }
}

TEST_CASE("the value behind a key that is skipped gives no tokens and is read all the same") {
    struct Skipper : Recorder {
        [[nodiscard]] bool skipsValue() const { return log.ends_with(":skip "); }
    };

    const auto outcome = [](std::string_view text, Skipper& sink) {
        return Parser().parse(text, sink);
    };
    Skipper sink;
    REQUIRE(
        outcome(R"({"skip":{"a":[1,{"b":"\ud800"}]},"c":[{"skip":"x"},2],"skip":3})", sink) ==
        ParseOutcome::kWellFormed
    );
    CHECK(sink.log == "0:{ 1:skip 33:c 37:[ 38:{ 39:skip 49:} 51:2 52:] 54:skip 62:} ");
    for (const std::string text : {R"({"skip":{"a":01}})", R"({"skip":"\x"})", R"({"skip":[}])"}) {
        CAPTURE(text);
        CHECK(outcome(text, sink) == ParseOutcome::kMalformed);
    }
}

TEST_CASE("what RFC 8259 does not know is malformed") {
    for (const std::string text :
         {"",      " ",          "{",       "}",         "{}}",       "{} {}",
          "[1,]",  "{\"a\":1,}", "{a:1}",   "'a'",       "01",        "1.",
          ".5",    "+1",         "NaN",     "Infinity",  "nul",       "tru",
          "True",  "\"a",        "\"\\x\"", "\"\\u12\"", "// c\n1",   "\xEF\xBB\xBF{}",
          "[1 2]", "{\"a\" 1}",  "1e999x",  "[1e999",    "\"\\ud800", "\v1"}) {
        CAPTURE(text);
        CHECK(outcomeOf(text) == ParseOutcome::kMalformed);
    }
}

TEST_CASE("a raw control character is malformed wherever it stands") {
    for (int c = 0; c < 0x20; ++c) {
        for (std::size_t place = 0; place < 40; ++place) {
            std::string text(40, 'x');
            text[place] = static_cast<char>(c);
            CAPTURE(c, place);
            REQUIRE(outcomeOf("\"" + text + "\"") == ParseOutcome::kMalformed);
        }
    }
    CHECK(outcomeOf(std::string_view("{}\0", 3)) == ParseOutcome::kMalformed);
    CHECK(outcomeOf(std::string_view("{}\0{}", 5)) == ParseOutcome::kMalformed);
    CHECK(outcomeOf(std::string_view("\0", 1)) == ParseOutcome::kMalformed);
    CHECK(outcomeOf("\"\x7F\"") == ParseOutcome::kWellFormed);
}

TEST_CASE("invalid UTF-8 in a string is kept") {
    CHECK(tokensOf("\"\xFF\xC0\x80\"") == "0:\xFF\xC0\x80 ");
}

TEST_CASE("a sink can stop the reading before the text breaks") {
    CHECK(outcomeOf(R"(["stop", broken)") == ParseOutcome::kStopped);
    CHECK(outcomeOf(R"([broken, "stop")") == ParseOutcome::kMalformed);
    CHECK(outcomeOf("[\"\x1F\", \"stop\"") == ParseOutcome::kMalformed);
    CHECK(outcomeOf("[\"stop\", \"\x1F\"") == ParseOutcome::kStopped);
}

TEST_CASE("brackets may be open up to a limit, and any number one after the other") {
    const std::string open(json::kMaxOpenBrackets, '[');
    const std::string close(json::kMaxOpenBrackets, ']');
    CHECK(outcomeOf(open) == ParseOutcome::kMalformed);
    CHECK(outcomeOf(open + close) == ParseOutcome::kWellFormed);
    CHECK(outcomeOf(open + "{}" + close) == ParseOutcome::kStopped);
    CHECK(outcomeOf(open + "[") == ParseOutcome::kStopped);
    std::string pairs = open.substr(1);
    for (std::size_t i = 0; i < 2 * json::kMaxOpenBrackets; ++i) {
        pairs += "[],";
    }
    CHECK(outcomeOf(pairs + "0" + close.substr(1)) == ParseOutcome::kWellFormed);
}

TEST_CASE("many repairs cost one more reading, not one each") {
    std::string text = "[";
    for (int i = 0; i < 200'000; ++i) {
        text += "1e999,";
    }
    CHECK(outcomeOf(text + "\"\\ud800\"]") == ParseOutcome::kWellFormed);
}
