#include "support/catch.h"

#include "rendered_schema.h"
#include "upkeep/migrate/migration_plan.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

// tests/golden-schema shows what each kind of deployment is sent. UPDATE=1 writes it (read the diff
// before you commit), and tests/golden-schema/run gives it to the engine.
namespace {

namespace fs = std::filesystem;
using schema_tests::kCluster;
using schema_tests::kOneNode;

const relay::Deployment kSqlCluster{"product_analytics", "main", relay::NormalizerKind::kSql};

std::string show(const relay::Deployment& deployment) {
    std::string text;
    for (const auto& [file, statement] : schema_tests::renderSchema(deployment)) {
        text += (text.empty() ? "-- " : "\n-- ") + (file.empty() ? "(every migration)" : file);
        text += "\n" + statement + ";\n";
    }
    return text;
}

std::string readText(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool isUpdate() {
    return std::getenv("UPDATE") != nullptr;  // NOLINT(concurrency-mt-unsafe): one thread
}

std::vector<relay::PreparedFile> prepare(const relay::Deployment& deployment) {
    const auto files = relay::readSqlFiles(PROJECT_ROOT, deployment).value();
    return relay::prepareFiles(files, placeholderValues(deployment)).value();
}

}  // namespace

TEST_CASE("the statements of each deployment are those of tests/golden-schema") {
    const auto [name, deployment] =
        GENERATE(std::pair("one_node.sql", kOneNode), std::pair("cluster.sql", kCluster));
    const auto path = fs::path(PROJECT_ROOT) / "tests" / "golden-schema" / name;
    CAPTURE(path);
    const auto text = show(deployment);
    if (isUpdate()) {
        std::ofstream(path, std::ios::binary) << text;
    }
    CHECK(readText(path) == text);
}

TEST_CASE("a migration has one checksum, whatever the deployment") {
    const auto on_one_node = prepare(kOneNode);
    for (const auto& deployment : {kCluster, kSqlCluster}) {
        const auto files = prepare(deployment);
        for (const auto& file : on_one_node) {
            CAPTURE(file.name);
            const auto same = std::ranges::find(files, file.name, &relay::PreparedFile::name);
            REQUIRE(same != files.end());
            const bool is_migration = file.kind == relay::SqlFileKind::kMigration;
            CHECK((!is_migration || same->checksum == file.checksum));
        }
    }
}

TEST_CASE("on a cluster every statement reaches every node, with either normalizer") {
    for (const auto& deployment : {kCluster, kSqlCluster}) {
        for (const auto& [file, statement] : schema_tests::renderSchema(deployment)) {
            CAPTURE(file, statement);
            CHECK(statement.find(" ON CLUSTER `main`") != std::string::npos);
        }
    }
}
