#pragma once

#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace relay {

struct TableRows {
    std::string table;
    std::uint64_t rows;
};

// How many rows each table has of some ids; every table is named.
using ErasedRows = std::vector<TableRows>;

bool isNothing(const ErasedRows& rows);

// Of all suppressed ids.
tl::expected<ErasedRows, std::string> countErasedRows(Database& database);

// Of the person of an id.
tl::expected<ErasedRows, std::string>
countRowsOfPerson(Database& database, const std::string& own_person_id);

// The query of countErasedRows(), for people to run.
tl::expected<std::string, std::string> proofQuery(const Database& database);

// A line for each table that has some.
void tellRows(const ErasedRows& rows, const Progress& tell);

}  // namespace relay
