#include "upkeep/doctor/report.h"

#include "support/catch.h"

#include <sstream>

using relay::DoctorReport;
using relay::FindingState;
using relay::Terminal;

TEST_CASE("a finding is a line of at most 80 columns, and wrapped where it is longer") {
    std::ostringstream out;
    DoctorReport report(out, Terminal{});
    report.tell({FindingState::kOk, "version", "ClickHouse 26.3", {}});
    report.tell(
        {FindingState::kWrong,
         "migrations",
         std::string(50, 'a') + " " + std::string(9, 'b'),
         "Run it."}
    );
    CHECK(
        out.str() ==
        "ok       version     ClickHouse 26.3\n"
        "WRONG    migrations  " +
            std::string(50, 'a') + "\n" + std::string(21, ' ') + std::string(9, 'b') + "\n" +
            std::string(21, ' ') + "Run it.\n"
    );
}

TEST_CASE("the end says how much is wrong") {
    std::ostringstream out;
    DoctorReport report(out, Terminal{});
    report.summarize();
    CHECK(report.isAllRight());
    report.tell({FindingState::kWarning, "clock", "", {}});
    CHECK(report.isAllRight());
    report.tell({FindingState::kWrong, "user", "", {}});
    report.tell({FindingState::kSkipped, "the rest", "", {}});
    CHECK_FALSE(report.isAllRight());
    report.summarize();
    CHECK(out.str().starts_with("All is right.\n"));
    CHECK(out.str().ends_with("1 wrong, 1 warning, 1 not checked.\n"));
}

TEST_CASE("only a terminal gets colors, and no text its own") {
    std::ostringstream out;
    DoctorReport(out, Terminal{true, 80}).tell({FindingState::kWrong, "user", "a\x1b[0mb", {}});
    CHECK(out.str() == "\x1b[31mWRONG\x1b[0m    user        a [0mb\n");
}

TEST_CASE("for machines a finding is a JSON object, and the exit code says the rest") {
    std::ostringstream out;
    DoctorReport report(out, Terminal{true, 80}, true);
    report.tell({FindingState::kWrong, "user", "no \"x\"", "Mend it."});
    report.tell({FindingState::kOk, "clock", "right", {}});
    report.summarize();
    CHECK_FALSE(report.isAllRight());
    CHECK(
        out.str() == R"({"state":"wrong","subject":"user","text":"no \"x\"","remedy":"Mend it."})"
                     "\n"
                     R"({"state":"ok","subject":"clock","text":"right","remedy":""})"
                     "\n"
    );
}
