#include "composed_event.h"

#include <array>
#include <initializer_list>
#include <map>
#include <vector>

namespace parity {

namespace {

using Texts = std::vector<std::string>;

const Texts kNames{
    "event",
    "distinct_id",
    "properties",
    "timestamp",
    "uuid",
    "api_key",
    "$set",
    "$set_once",
    "$unset",
    "$distinct_id",
    "$session_id",
    "session_id",
    "$window_id",
    "window_id",
    "$current_url",
    "current_url",
    "$host",
    "host",
    "$elements_chain",
    "elements_chain",
    "alias",
    "anon_distinct_id",
    "$anon_distinct_id",
    "x",
    ":",
    ",\\\":",
    "",
    "a\\u0062",
    "\\ud800",
    "event\\u0000",
    "\\u0024set",
    "\xC3\xA9",
    "\xFF"};

const Texts kIds{
    R"("user-1")",
    R"("user-3")",
    R"("user-4")",
    R"("user-5")",
    R"("anon-1")",
    R"("anon-2")",
    R"("user-2")",
    R"("anon")",
    R"(" Guest ")",
    R"("'null'")",
    R"("\" 0 \"")",
    R"("")",
    R"("  ")",
    R"("a\u0000b")",
    R"("\u0000")",
    R"("\ud83d\ude00")",
    R"("\udc00")",
    R"("Undefined")",
    R"("[object Object]")",
    "12",
    "-0.50",
    "1e400",
    "true",
    "false",
    "null",
    R"("00000000-0000-0000-0000-000000000000")",
    "\"\xC3\xA9\"",
    "\"\xED\xA0\x80\"",
    R"("\u000b\u000c")",
    R"("\\")",
    R"("'")",
    R"("\"")",
    R"("'user")"};

const Texts kUuids{
    R"("01890c3a-5d2e-7007-a000-0123456789ab")",
    R"("01890C3A-5D2E-7007-A000-0123456789AB")",
    R"("01890c3a5d2e7007a0000123456789ab")",
    R"("01890c3a-5d2e-7007-a000-0123456789ag")",
    R"("00000000-0000-0000-0000-000000000000")",
    R"("01890c3a-5d2e-7007-a000-0123456789ab\n")",
    R"("")",
    "7",
    "null",
    "[1]"};

const Texts kTimes{
    R"("2026-01-15T11:59:58.123Z")",
    R"("2026-01-16T11:00:00.123456Z")",
    R"("2026-01-16T11:00:00.123457Z")",
    R"("2024-02-29")",
    R"("2023-02-29")",
    R"("1900-02-28T00:00:00Z")",
    R"("2100-02-29T00:00:00Z")",
    R"("2000-02-29 23:59")",
    R"("2026-01-15t10:00:00+05:45")",
    R"("2026-01-15T10:00:00-0130")",
    R"("2026-01-15T10:00:00+24:00")",
    R"("2026-01-15T10:00:60Z")",
    R"("2026-01-15T10:00:00.1234567890Z")",
    R"("2026-01-15T10:00:00.1234569Z")",
    R"("1970-01-01T00:00:00+00:01")",
    R"("2201-01-01T00:00:00+00:01")",
    R"("2026-04-31")",
    R"("0000-01-01")",
    R"("9999-12-31T23:59:59Z")",
    R"("1768478400123.4567")",
    R"("-0.0004")",
    R"("-1")",
    R"("1e12")",
    R"("000000000000001768478400123")",
    "1768478400123",
    "1768478400123.9999",
    "1.768478400123E+12",
    "17684784001234567e-4",
    "-0",
    "-0.001",
    "7289654399999.999",
    "7289654400000",
    "1e-400",
    "1e400",
    "0e99999999999",
    "99999999999999999999",
    "true",
    "null",
    R"("yesterday")",
    R"({"a":1})"};

// Pieces of times, put together at random.
const Texts kDates{"2026",       "2026-01",    "2026-01-15", "20260115",  "2026-W03-4", "2026W034",
                   "2026-W53-1", "2020-W53-7", "2026-W03",   "2026-015",  "2026015",    "2024-366",
                   "2026-W00-1", "1970-W01-4", "2026-000",   "2026-366",  "2026-02-29", "20261301",
                   "2200-12-31", "1969-12-31", "202601",     "0000-W01-1"};

const Texts kClocks{
    "T10",
    "T10:20",
    "T1020",
    "T102030",
    "t10:20:30",
    " 10:20:30",
    "T10:2030",
    "T10,5",
    "T10.123456789",
    "T10:20,25",
    "T1020.9999999",
    "T10:20:30,123456",
    "T24:00:00",
    "T24",
    "T24:00:00.1",
    "T23:59:60",
    "T23:59:60.9",
    "T23:60",
    "T10:20:30.1234567890",
    "T",
    "T10:",
    "T1",
    "T25"};

const Texts kZones{"", "Z", "z", "+01", "-0130", "+05:45", "+24:00", "+00:60", "+", " Z", "UTC"};

const Texts kMailDays{"", "Thu, ", "thu,", "THU,\t", "Thu ", "Foo, ", "T, "};

const Texts kMailDates{
    "15 Jan 2026",
    "1 feb 2026",
    "01 MAR  2025",
    "31 Dec 2200",
    "29 Feb 2023",
    "0 Jan 2026",
    "015 Jan 2026",
    "15 Janu 2026",
    "15 Jan 26",
    "15\tAug\t1970"};

const Texts kMailClocks{"10:20", "10:20:30", "23:59:60", "24:00:00", "10:60:00", "1:20:30", "10"};

const Texts kMailZones{
    "GMT",   "ut",       "UTC",           "Z",   "EST", "edt",       "CST",
    "CDT",   "mst",      "MDT",           "PST", "PDT", "CET",       "EMT",
    "+0100", "-1145",    "+01:00",        "+24", "",    "GMT (UTC)", "+0000\t(a comment)",
    "GMT (", "GMT(UTC)", "GMT (\xC3\xA9)"};

const Texts kEpochs{
    "1768478400",
    "1768478400.5",
    "1768478400123",
    "1768478400123.456789",
    "1768478400123456",
    "1768478400123456789",
    "99999999",
    "100000000",
    "99999999999",
    "100000000000",
    "99999999999999",
    "100000000000000",
    "99999999999999999",
    "100000000000000000",
    "99999999999999999999",
    "100000000000000000000",
    "17684784e2",
    "0.17684784e10",
    "1e9",
    "1E+15",
    "000000000001768478400",
    "1768478400123456789e-9",
    "1e-5",
    "7289654399.999999",
    "7289654400"};

const Texts kEvents{
    R"("$pageview")",
    R"("$pageleave")",
    R"("signed up")",
    R"("invoice_paid")",
    R"("$set")",
    R"("$identify")",
    R"("$create_alias")",
    R"("$identify")",
    R"("$create_alias")",
    R"("$merge_dangerously")",
    R"("$exception")",
    R"("$$heatmap")",
    R"("paid \u20ac")",
    R"(" ")",
    R"("")",
    "1",
    "null",
    R"("\t\n")",
    R"("$identif\u0079")"};

const Texts kScalars{
    "0",
    "-1.5e3",
    "1e999",
    "true",
    "false",
    "null",
    R"("text")",
    R"(":")",
    R"("\":")",
    R"("\ud800")",
    R"("")",
    "12345678901234567890",
    R"("\"}{\\")",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "-9223372036854775809",
    "123456789012345678901.5",
    "1.7976931348623158e308",
    "1.7976931348623159e308",
    "-1e-999",
    "0e999",
    R"("\ud83d\ude00\ud83d")",
    R"("\\ud800\uDC00")",
    "\"\xE2\x82\xC3\xA9\xF4\x90\x80\x80\"",
    R"("\u00e9\/\b")",
    "\"\x80\xC3\"",
    "[]",
    "{}"};

const std::map<std::string, const Texts*, std::less<>> kValues{
    {"event", &kEvents},
    {"timestamp", &kTimes},
    {"uuid", &kUuids},
    {"$session_id", &kUuids},
    {"window_id", &kUuids},
    {"distinct_id", &kIds},
    {"$distinct_id", &kIds},
    {"alias", &kIds},
    {"$anon_distinct_id", &kIds},
    {"anon_distinct_id", &kIds}};

constexpr std::size_t kDeepest = 4;

std::string join(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const auto part : parts) {
        text += part;
    }
    return text;
}

}  // namespace

std::string ComposedEvent::text() {
    const std::string required =
        join({named("event", valueFor("event")), ",", named("distinct_id", valueFor("distinct_id"))}
        );
    return object(random_.percent(90) ? required : std::string_view(), 6);
}

std::string ComposedEvent::member() {
    const std::string& name = random_.oneOf(kNames);
    return named(name, valueFor(name));
}

std::string ComposedEvent::valueFor(std::string_view name) {
    if (random_.percent(8)) {
        return anyValue();
    }
    if (name == "timestamp" && random_.percent(60)) {
        return timestamp();
    }
    if (const auto found = kValues.find(name); found != kValues.end()) {
        return random_.oneOf(*found->second);
    }
    if (name == "properties" || name == "$set" || name == "$set_once") {
        return random_.percent(95) ? object({}, 5) : random_.oneOf(kScalars);
    }
    if (name == "$unset") {
        return random_.oneOf(std::array<std::string, 6>{
            R"(["a","b"])",
            R"(["a",null])",
            R"([ "x" , "\ud800", "x" ])",
            "[[1]]",
            "[]",
            R"({"a":[],"x":1})"});
    }
    return anyValue();
}

std::string ComposedEvent::timestamp() {
    switch (random_.below(4)) {
        case 0:
            return random_.oneOf(kEpochs);
        case 1:
            return join({"\"", random_.oneOf(kEpochs), "\""});
        case 2:
            return join(
                {"\"",
                 random_.oneOf(kMailDays),
                 random_.oneOf(kMailDates),
                 " ",
                 random_.oneOf(kMailClocks),
                 " ",
                 random_.oneOf(kMailZones),
                 "\""}
            );
        default: {
            const auto& date = random_.oneOf(kDates);
            if (random_.percent(25)) {
                return join({"\"", date, "\""});
            }
            return join({"\"", date, random_.oneOf(kClocks), random_.oneOf(kZones), "\""});
        }
    }
}

std::string ComposedEvent::anyValue() {
    if (depth_ >= kDeepest || random_.percent(75)) {
        return random_.oneOf(kScalars);
    }
    if (random_.percent(50)) {
        return object({}, 3);
    }
    ++depth_;
    const std::string value = join({"[", anyValue(), space(), ",", anyValue(), "]"});
    --depth_;
    return value;
}

std::string ComposedEvent::object(std::string_view first_members, std::size_t most) {
    if (depth_ > kDeepest) {
        return "{}";
    }
    ++depth_;
    std::string members(first_members);
    for (std::size_t i = random_.below(most + 1); i > 0; --i) {
        const auto next = member();
        const auto comma = space();
        if (members.empty()) {
            members = next;
        } else {
            members = random_.percent(30) ? join({next, ",", members})
                                          : join({members, comma, ",", next});
        }
    }
    --depth_;
    return join({"{", space(), members, space(), "}"});
}

std::string ComposedEvent::named(std::string_view name, const std::string& value) {
    return join({"\"", name, "\"", space(), ":", space(), value});
}

std::string ComposedEvent::space() {
    return random_.percent(92)
               ? ""
               : random_.oneOf(std::array<std::string, 4>{" ", "\t", "\n ", "\r\n"});
}

}  // namespace parity
