#pragma once

#include "upkeep/migrate/placeholders.h"
#include "upkeep/migrate/sql_files.h"
#include "upkeep/migrate/statement_splitter.h"

#include <tl/expected.hpp>

#include <map>
#include <string>
#include <vector>

namespace relay {

// A file ready to be sent.
struct PreparedFile {
    std::string name;
    SqlFileKind kind;
    std::string checksum;  // SHA-256 in hex: of a migration's own bytes, of another file with its
                           // values in
    std::vector<Statement> statements;
};

// What schema_migrations holds: the latest checksum of each file.
using AppliedFiles = std::map<std::string, std::string, std::less<>>;

// Errors name file and line.
tl::expected<std::vector<PreparedFile>, std::string>
prepareFiles(const std::vector<SqlFile>& files, const PlaceholderValues& values);

// The files to be applied, in order: those that are not yet, and functions always, for they belong
// to the server, which may be another one than when they were recorded. Errors: an applied
// migration that changed, or is not there any more.
tl::expected<std::vector<PreparedFile>, std::string>
planMigration(const std::vector<PreparedFile>& files, const AppliedFiles& applied);

}  // namespace relay
