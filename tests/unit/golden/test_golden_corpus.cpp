#include "event_rules/normalized_event.h"
#include "support/catch.h"
#include "support/golden_tables.h"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace {

using test_support::GoldenCase;

std::vector<GoldenCase> allCases() {
    std::vector<GoldenCase> cases;
    for (auto& file : test_support::loadGoldenFiles(GOLDEN_FOLDER)) {
        cases.insert(cases.end(), file.cases.begin(), file.cases.end());
    }
    return cases;
}

// Every value that the corpus expects somewhere in a column.
std::set<std::string> valuesOf(const std::string& table, const std::string& column) {
    std::set<std::string> values;
    for (const GoldenCase& golden : allCases()) {
        if (const auto rows = golden.rows.find(table); rows != golden.rows.end()) {
            for (const auto& row : rows->second) {
                if (const auto value = row.find(column); value != row.end()) {
                    values.insert(value->second.value_or("NULL"));
                }
            }
        }
    }
    return values;
}

template <typename Enum>
std::set<std::string> namesUpTo(Enum last) {
    std::set<std::string> names;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i) {
        names.insert(std::string(toString(static_cast<Enum>(i))));
    }
    return names;
}

}  // namespace

TEST_CASE("golden cases have names of their own") {
    std::set<std::string> names;
    for (const GoldenCase& golden : allCases()) {
        INFO(golden.name);
        CHECK(names.insert(golden.name).second);
    }
    CHECK(names.size() >= 60);
}

TEST_CASE("golden cases name only tables and columns that exist") {
    for (const GoldenCase& golden : allCases()) {
        test_support::checkTableNames(golden);
        for (const auto& table : test_support::goldenTables()) {
            const auto rows = expectedRows(golden, table, {});
            CHECK((golden.status == 200 || rows.empty()));
        }
    }
}

TEST_CASE("golden cases show every reason to reject an event") {
    CHECK(
        valuesOf("rejected_events", "reason") ==
        namesUpTo(event_rules::RejectReason::kInvalidProperties)
    );
}

TEST_CASE("golden cases show every warning") {
    CHECK(
        valuesOf("ingestion_warnings", "warning") ==
        namesUpTo(event_rules::WarningKind::kPropertiesAltered)
    );
}

TEST_CASE("golden cases show every kind of claim and of operation") {
    CHECK(valuesOf("identity_claims", "kind") == namesUpTo(event_rules::ClaimKind::kIdentified));
    CHECK(valuesOf("person_property_ops", "kind") == namesUpTo(event_rules::OperationKind::kUnset));
}
