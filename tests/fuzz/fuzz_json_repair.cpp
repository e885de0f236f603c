#include "check.h"
#include "json/odd_values.h"
#include "json/parser.h"
#include "json/repair.h"
#include "json/surrogates.h"

#include <rapidjson/document.h>

#include <cmath>
#include <cstdlib>
#include <set>
#include <string>

namespace {

struct Ignorant {
    void begin(std::string_view /*source*/) {}

    bool onToken(const json::Token& /*token*/) { return true; }

    [[nodiscard]] static bool skipsValue() { return true; }
};

std::string_view textOf(const rapidjson::Value& string) {
    return {string.GetString(), string.GetStringLength()};
}

void checkString(const rapidjson::Value& string) {
    fuzz::check(!json::holdsEncodedSurrogate(textOf(string)), "no string has half of a pair");
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the fuzzer's inputs are
void checkValue(const rapidjson::Value& value) {
    if (value.IsString()) {
        checkString(value);
    } else if (value.IsArray()) {
        for (const auto& element : value.GetArray()) {
            checkValue(element);
        }
    } else if (value.IsObject()) {
        std::set<std::string_view> names;
        for (const auto& member : value.GetObject()) {
            checkString(member.name);
            fuzz::check(names.insert(textOf(member.name)).second, "no member is given twice");
            checkValue(member.value);
        }
    }
}

// RapidJSON refuses some numbers for their exponent alone: those are judged here.
bool isFineNumber(std::string& text, std::size_t offset) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str() + offset, &end);
    text.replace(offset, static_cast<std::size_t>(end - text.c_str()) - offset, "0");
    return std::isfinite(value);
}

// RapidJSON at its strictest. An integer beyond 64 bits it would read as a double.
void checkStrictly(std::string text) {
    rapidjson::Document document;
    do {
        document.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(
            text.data(), text.size()
        );
    } while (document.GetParseError() == rapidjson::kParseErrorNumberTooBig &&
             isFineNumber(text, document.GetErrorOffset()));
    fuzz::check(!document.HasParseError(), "a strict parser reads what is stored");
    checkValue(document);
}

}  // namespace

// What was repaired, or needed no repair, every parser reads; and no scan overlooks a need for it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // an exact copy on the heap, so that reading past its end is noticed
    const std::string text(reinterpret_cast<const char*>(data), size);
    json::Parser parser;
    json::OddValues odd;
    Ignorant sink;
    if (parser.parse(text, sink, odd) != json::ParseOutcome::kWellFormed) {
        return 0;
    }
    json::Repair repair;
    const bool is_altered = repair.run(text);
    fuzz::check(!is_altered || odd.isFound(), "the scan overlooks what a repair alters");
    const std::string stored(is_altered ? repair.text() : text);
    checkStrictly(stored);
    fuzz::check(!repair.run(stored), "what was repaired once stays");
    return 0;
}
