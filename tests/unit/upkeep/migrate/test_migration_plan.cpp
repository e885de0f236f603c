#include "support/catch.h"

#include "upkeep/migrate/checksum.h"
#include "upkeep/migrate/migration_plan.h"

using relay::AppliedFiles;
using relay::PlaceholderValues;
using relay::planMigration;
using relay::prepareFiles;
using relay::sha256Hex;
using relay::SqlFile;
using relay::SqlFileKind;

namespace {

const PlaceholderValues kValues{{"DATABASE", "db"}, {"NORMALIZE_EVENT", "normalize_it"}};

std::vector<relay::PreparedFile> makeFiles() {
    return prepareFiles(
               {{"0001_a.sql", SqlFileKind::kMigration, "CREATE {{DATABASE}}.a"},
                {"0002_b.sql", SqlFileKind::kMigration, "CREATE b; CREATE c"},
                {"views/v.sql", SqlFileKind::kRerunnable, "VIEW {{DATABASE}}.v"}},
               kValues
    )
        .value();
}

AppliedFiles everythingApplied() {
    AppliedFiles applied;
    for (const auto& file : makeFiles()) {
        applied[file.name] = file.checksum;
    }
    return applied;
}

}  // namespace

TEST_CASE(
    "a migration's checksum is that of its bytes, a re-runnable file's that of its filled-in text"
) {
    const auto files = makeFiles();
    CHECK(files[0].checksum == sha256Hex("CREATE {{DATABASE}}.a"));
    CHECK(files[0].statements.at(0).text == "CREATE db.a");
    CHECK(files[1].statements.size() == 2);
    CHECK(files[2].checksum == sha256Hex("VIEW db.v"));
}

TEST_CASE("a migration calls the chosen normalizer, and its checksum does not tell which") {
    const std::string text = "SELECT {{NORMALIZE_EVENT}}(event)";
    const auto files = prepareFiles({{"0001_a.sql", SqlFileKind::kMigration, text}}, kValues);
    REQUIRE(files);
    CHECK(files->at(0).statements.at(0).text == "SELECT normalize_it(event)");
    CHECK(files->at(0).checksum == sha256Hex(text));
}

TEST_CASE("a faulty file is an error with file and line") {
    const auto prepareText = [](const std::string& text) {
        return prepareFiles({{"0001_a.sql", SqlFileKind::kMigration, text}}, kValues).error();
    };
    CHECK(prepareText("\n{{NOPE}}") == "0001_a.sql:2: unknown placeholder {{NOPE}}");
    CHECK(prepareText("\n\n'") == "0001_a.sql:3: a quote that begins here is not closed");
}

TEST_CASE("everything is planned for a new database and nothing for an up-to-date one") {
    CHECK(planMigration(makeFiles(), {}).value().size() == 3);
    CHECK(planMigration(makeFiles(), everythingApplied()).value().empty());
}

TEST_CASE("only what is not applied is planned") {
    auto applied = everythingApplied();
    applied.erase("0002_b.sql");
    const auto plan = planMigration(makeFiles(), applied).value();
    REQUIRE(plan.size() == 1);
    CHECK(plan[0].name == "0002_b.sql");
}

TEST_CASE("an applied migration that changed is refused with its name") {
    auto applied = everythingApplied();
    applied["0001_a.sql"] = "another checksum";
    CHECK(
        planMigration(makeFiles(), applied).error() ==
        "migration 0001_a.sql changed after it was applied"
    );
}

TEST_CASE("an applied migration whose file is missing is refused with its name") {
    auto applied = everythingApplied();
    applied["0003_c.sql"] = "checksum";
    CHECK(
        planMigration(makeFiles(), applied).error() ==
        "migration 0003_c.sql was applied, but its file is missing"
    );
}

TEST_CASE("a re-runnable file is applied again when it changed, and may go away") {
    auto applied = everythingApplied();
    applied["views/v.sql"] = "another checksum";
    applied["views/old.sql"] = "checksum";
    const auto plan = planMigration(makeFiles(), applied).value();
    REQUIRE(plan.size() == 1);
    CHECK(plan[0].name == "views/v.sql");
}

TEST_CASE("what is made with a function is made again when the function changed") {
    auto files = makeFiles();
    files.insert(files.begin(), {"normalizer/f.sql", SqlFileKind::kFunction, "checksum", {}});
    auto applied = everythingApplied();
    applied["normalizer/f.sql"] = "another checksum";
    const auto plan = planMigration(files, applied).value();
    REQUIRE(plan.size() == 2);
    CHECK(plan[0].name == "normalizer/f.sql");
    CHECK(plan[1].name == "views/v.sql");
}

TEST_CASE("a function is made each time, because the server may be another one") {
    auto files = makeFiles();
    files.insert(files.begin(), {"normalizer/f.sql", SqlFileKind::kFunction, "checksum", {}});
    auto applied = everythingApplied();
    applied["normalizer/f.sql"] = "checksum";
    const auto plan = planMigration(files, applied).value();
    REQUIRE(plan.size() == 1);
    CHECK(plan[0].name == "normalizer/f.sql");
}
