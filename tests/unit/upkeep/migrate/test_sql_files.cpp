#include "support/catch.h"

#include "upkeep/migrate/sql_files.h"

#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

using relay::checkNumbering;
using relay::readSqlFiles;
using relay::SqlFileKind;

namespace {

constexpr std::array kFolders{
    "migrations",
    "sql/normalizer",
    "sql/identity",
    "sql/tables",
    "sql/views",
    "sql/functions"};

class SqlRoot {
public:
    SqlRoot() {
        std::string name = (std::filesystem::temp_directory_path() / "sql_root_XXXXXX").string();
        path_ = mkdtemp(name.data());
        for (const auto* folder : kFolders) {
            std::filesystem::create_directories(path_ / folder);
        }
    }

    ~SqlRoot() { std::filesystem::remove_all(path_); }

    SqlRoot(const SqlRoot&) = delete;
    SqlRoot& operator=(const SqlRoot&) = delete;

    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name) << text;
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace

TEST_CASE("files are read in the order in which they are applied") {
    const SqlRoot root;
    root.write("sql/functions/a.sql", "5");
    root.write("sql/views/b.sql", "4");
    root.write("sql/views/a.sql", "3");
    root.write("sql/tables/z.sql", "2");
    root.write("sql/queries/starter.sql", "not applied");
    root.write("migrations/0002_two.sql", "1");
    root.write("migrations/0001_one.sql", "0");
    root.write("migrations/README.md", "not SQL");
    const auto files = readSqlFiles(root.path());
    REQUIRE(files.has_value());
    REQUIRE(files->size() == 6);
    const std::vector<std::string> names{
        "0001_one.sql",
        "0002_two.sql",
        "tables/z.sql",
        "views/a.sql",
        "views/b.sql",
        "functions/a.sql"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        CHECK((*files)[i].name == names[i]);
        CHECK((*files)[i].text == std::to_string(i));
        CHECK(((*files)[i].kind == SqlFileKind::kMigration) == (i < 2));
        CHECK(((*files)[i].kind == SqlFileKind::kFunction) == (i == 5));
    }
}

TEST_CASE("the functions of the SQL normalizer come first, and only where it is chosen") {
    const SqlRoot root;
    root.write("sql/normalizer/b.sql", "1");
    root.write("sql/normalizer/a.sql", "0");
    root.write("sql/identity/a.sql", "2");
    root.write("migrations/0001_one.sql", "3");
    CHECK(readSqlFiles(root.path())->size() == 1);
    const auto files = readSqlFiles(root.path(), {"db", "", relay::NormalizerKind::kSql});
    REQUIRE(files.has_value());
    REQUIRE(files->size() == 4);
    CHECK((*files)[0].name == "normalizer/a.sql");
    CHECK((*files)[0].kind == SqlFileKind::kFunction);
    CHECK((*files)[2].name == "identity/a.sql");
    CHECK((*files)[2].kind == SqlFileKind::kFunction);
    CHECK((*files)[3].name == "0001_one.sql");
}

TEST_CASE("a folder without migrations is an error that names it") {
    const SqlRoot root;
    const auto files = readSqlFiles(root.path());
    REQUIRE_FALSE(files.has_value());
    CHECK(files.error() == "no migrations in " + (root.path() / "migrations").string());
}

TEST_CASE("a folder that is missing is an error that names it") {
    for (const auto* folder : kFolders) {
        const SqlRoot root;
        root.write("migrations/0001_one.sql", "");
        std::filesystem::remove_all(root.path() / folder);
        const auto files = readSqlFiles(root.path(), {"db", "main", relay::NormalizerKind::kSql});
        REQUIRE_FALSE(files.has_value());
        CHECK(files.error() == "cannot read " + (root.path() / folder).string());
    }
}

TEST_CASE("a file name that would need escaping is refused") {
    const SqlRoot root;
    root.write("migrations/0001_it's.sql", "");
    CHECK_FALSE(readSqlFiles(root.path()).has_value());
}

TEST_CASE("numbers run from 0001 without a gap") {
    CHECK(checkNumbering({}).has_value());
    CHECK(checkNumbering({"0001_a.sql", "0002_b.sql", "0003_c.sql"}).has_value());
    CHECK(
        checkNumbering({"0002_b.sql"}).error() ==
        "migration 0002_b.sql leaves a gap after the beginning"
    );
    CHECK(
        checkNumbering({"0001_a.sql", "0003_c.sql"}).error() ==
        "migration 0003_c.sql leaves a gap after 0001_a.sql"
    );
}

TEST_CASE("a number given twice is an error that names both files") {
    CHECK(
        checkNumbering({"0001_a.sql", "0001_b.sql"}).error() ==
        "migrations 0001_a.sql and 0001_b.sql have the same number"
    );
}

TEST_CASE("a migration without its number is refused") {
    for (const auto* name :
         {"a.sql", "1_a.sql", "001_a.sql", "00001_a.sql", "0001a.sql", "000x_a.sql"}) {
        CAPTURE(name);
        const auto result = checkNumbering({name});
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error() == std::string("migration ") + name + " is not named NNNN_name.sql");
    }
}
