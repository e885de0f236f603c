#include "upkeep/tail/tail_line.h"

#include "support/catch.h"

using relay::eventJson;
using relay::TailEvent;
using relay::tailHeader;
using relay::tailLine;
using relay::Terminal;

namespace {

const TailEvent kStored{
    "place",
    "2026-01-02 03:04:05.678901",
    "stored",
    "key",
    "paid",
    "ann",
    "744cb9a9-fb3d-5583-b44e-a3ece9b4d819",
    "shop.example",
    ""};

TailEvent rejected() {
    return {"place", kStored.time, "rejected", "key", "", "ann", "", "", "missing_event_name"};
}

TailEvent warned() {
    auto event = kStored;
    event.verdict = "warned";
    event.detail = "invalid_timestamp: soon";
    return event;
}

// Without colors, in characters.
std::size_t columnsOf(const std::string& line) {
    std::size_t columns = 0;
    bool is_escape = false;
    for (const char byte : line) {
        is_escape = is_escape || byte == '\x1b';
        const bool begins = (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
        columns += !is_escape && byte != '\n' && begins ? 1U : 0U;
        is_escape = is_escape && byte != 'm';
    }
    return columns;
}

}  // namespace

TEST_CASE("on a terminal each event is a line of columns") {
    const Terminal terminal{true, 80};
    CHECK(
        tailLine(kStored, terminal) ==
        "\x1b[2m03:04:05.678\x1b[0m key        paid             ann              744cb9a9 "
        "shop.example\n"
    );
    CHECK(
        tailLine(rejected(), terminal) ==
        "\x1b[2m03:04:05.678\x1b[0m \x1b[31mkey                         ann              "
        "missing_event_name\x1b[0m\n"
    );
    CHECK(tailLine(warned(), terminal).find("\x1b[33mkey ") != std::string::npos);
}

TEST_CASE("no line is wider than the terminal") {
    auto event = warned();
    for (auto* text : {&event.api_key, &event.event, &event.distinct_id, &event.host}) {
        *text = std::string(300, 'x') + "é\x1b[2J\n";
    }
    for (const std::size_t columns : {60U, 80U, 81U, 200U}) {
        CAPTURE(columns);
        CHECK(columnsOf(tailLine(event, {true, columns})) == columns);
        CHECK(columnsOf(tailLine(kStored, {true, columns})) <= columns);
        CHECK(columnsOf(tailHeader({true, columns})) <= columns);
    }
}

TEST_CASE("elsewhere a line has the whole of everything between tabs") {
    CHECK(tailHeader({}).empty());
    auto event = warned();
    event.distinct_id = "a\tb\n";
    CHECK(
        tailLine(event, {}) ==
        "2026-01-02 03:04:05.678901\twarned\tkey\tpaid\ta b \t744cb9a9-fb3d-5583-"
        "b44e-a3ece9b4d819\tshop.example\tinvalid_timestamp: soon\n"
    );
}

TEST_CASE("JSON has every member, and a time with its zone") {
    CHECK(
        eventJson(rejected()) ==
        R"({"place":"place","time":"2026-01-02T03:04:05.678901Z","verdict":"rejected",)"
        R"("api_key":"key","event":"","distinct_id":"ann","person_id":"","host":"",)"
        R"("detail":"missing_event_name"})"
    );
}
