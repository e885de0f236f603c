#pragma once

#include "support/golden_case.h"
#include "support/golden_placeholders.h"

#include <optional>
#include <string>
#include <vector>

namespace test_support {

// A column that the corpus compares. Both the corpus and the tables leave it at `usual` mostly.
struct GoldenColumn {
    std::string name;
    std::optional<std::string> usual;  // nullopt is NULL
    bool is_from_relay = false;        // the normalizer alone knows nothing of it
};

struct GoldenTable {
    std::string name;    // in the corpus
    std::string source;  // in the database
    std::vector<GoldenColumn> columns;
};

// Values in the order of GoldenTable::columns.
using GoldenValues = std::vector<std::optional<std::string>>;

const std::vector<GoldenTable>& goldenTables();

// The rows that the case expects in the table, defaults filled in, placeholders resolved. Throws
// std::runtime_error when the case names a column that the table does not have.
std::vector<GoldenValues>
expectedRows(const GoldenCase& golden, const GoldenTable& table, const Reception& reception);

// A row that a driver built by itself, without placeholders, in the order of the columns.
GoldenValues completeRow(const GoldenTable& table, GoldenRow row);

// Sets what only a relay can know to its usual value.
void forgetRelayColumns(const GoldenTable& table, std::vector<GoldenValues>& rows);

// Throws std::runtime_error when the case names a table that does not exist.
void checkTableNames(const GoldenCase& golden);

// Which rows are missing and which are too many, a line each; empty when the two are the same
// rows in any order.
std::string describeDifference(
    const GoldenTable& table,
    std::vector<GoldenValues> expected,
    std::vector<GoldenValues> actual
);

}  // namespace test_support
