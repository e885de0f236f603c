#pragma once

#include "upkeep/migrate/deployment.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace relay {

enum class SqlFileKind : std::uint8_t {
    // sql/normalizer, sql/identity: applied each time, before the views, which hold their text.
    // sql/functions: applied each time, at the end; no view calls them.
    kFunction,
    kMigration,   // migrations/NNNN_name.sql: applied once, never changed
    kRerunnable,  // sql/FOLDER/name.sql: applied again whenever it changed
};

struct SqlFile {
    std::string name;  // as recorded: 0001_name.sql, FOLDER/name.sql
    SqlFileKind kind;
    std::string text;
};

// The files under `root` that the deployment needs, in the order in which they are applied: for the
// SQL normalizer sql/normalizer and sql/identity, migrations, sql/tables, sql/views and
// sql/functions. Errors, a missing folder among them: one text that names what is at fault.
tl::expected<std::vector<SqlFile>, std::string>
readSqlFiles(const std::filesystem::path& root, const Deployment& deployment = {});

// Migrations are numbered 0001, 0002, … without a gap or a number given twice. `names` are sorted.
tl::expected<void, std::string> checkNumbering(const std::vector<std::string>& names);

}  // namespace relay
