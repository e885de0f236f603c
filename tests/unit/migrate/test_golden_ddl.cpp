#include "support/catch.h"

#include "migrate/checksum.h"
#include "migrate/former_calls.h"
#include "migrate/migration_plan.h"
#include "migrate/rule_functions.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>

// The statements of the real SQL files. tests/golden-ddl shows them on a cluster; UPDATE=1 writes
// it (read the diff before you commit), and tests/golden-ddl/run gives it to the engine.
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = PROJECT_ROOT;
const fs::path kGolden = kRoot / "tests" / "golden-ddl";
const relay::Deployment kOneNode{"product_analytics", ""};
const relay::Deployment kCluster{"product_analytics", "main"};
const relay::Deployment kSqlCluster{"product_analytics", "main", relay::NormalizerKind::kSql};

relay::PlaceholderValues valuesOf(const relay::Deployment& deployment) {
    return {
        {"DATABASE", "product_analytics"},
        {"NORMALIZE_EVENT", relay::normalizeEventFunction(deployment.normalizer)},
        {"RAW_RETENTION_DAYS", "30"},
        {"RESOLVE_IDENTITY", relay::resolveIdentityFunction(deployment.normalizer)}};
}

std::vector<relay::PreparedFile> prepare(const relay::Deployment& deployment) {
    const auto files = relay::readSqlFiles(kRoot, deployment);
    REQUIRE(files);
    const auto prepared = relay::prepareFiles(*files, valuesOf(deployment), deployment);
    CAPTURE(prepared ? std::string() : prepared.error());
    REQUIRE(prepared);
    return *prepared;
}

std::string joined(const std::vector<relay::Statement>& statements) {
    std::string text;
    for (const auto& statement : statements) {
        text += (text.empty() ? "" : "\n") + statement.text + ";\n";
    }
    return text;
}

// What a cluster is sent: in cluster/ with the executable normalizer, in cluster-sql/ what differs
// with NORMALIZER=sql.
std::map<fs::path, std::string> goldenTexts() {
    std::map<fs::path, std::string> texts;
    for (const auto& file : prepare(kCluster)) {
        texts.emplace(kGolden / "cluster" / file.name, joined(file.statements));
    }
    for (const auto& file : prepare(kSqlCluster)) {
        const auto same = texts.find(kGolden / "cluster" / file.name);
        if (same == texts.end() || same->second != joined(file.statements)) {
            texts.emplace(kGolden / "cluster-sql" / file.name, joined(file.statements));
        }
    }
    return texts;
}

std::string readText(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool isUpdate() {
    return std::getenv("UPDATE") != nullptr;  // NOLINT(concurrency-mt-unsafe): one thread
}

}  // namespace

TEST_CASE("on one node every statement is sent as it is written") {
    const auto files = relay::readSqlFiles(kRoot, kOneNode).value();
    for (const auto& file : files) {
        CAPTURE(file.name);
        const bool is_migration = file.kind == relay::SqlFileKind::kMigration;
        const auto written = is_migration ? relay::renewCalls(file.text) : file.text;
        const auto values = valuesOf(kOneNode);
        const auto text = relay::replacePlaceholders(written, values).value();
        const auto prepared = relay::prepareFiles({file}, values, kOneNode).value().front();
        CHECK(joined(prepared.statements) == joined(relay::splitStatements(text).value()));
        CHECK(prepared.checksum == relay::sha256Hex(is_migration ? file.text : text));
    }
}

TEST_CASE("no statement needs a program that is not a function, in any mode") {
    std::size_t replaced = 0;
    for (const auto& deployment : {kOneNode, kCluster, kSqlCluster}) {
        for (const auto& file : prepare(deployment)) {
            CAPTURE(file.name);
            const auto text = joined(file.statements);
            CHECK(text.find("executable(") == std::string::npos);
            if (text.find("null('distinct_id String") != std::string::npos) {
                ++replaced;
            }
        }
    }
    CHECK(replaced == 6);  // in two migrations each
}

TEST_CASE("on a cluster the background jobs see their own decisions at once") {
    std::size_t looking = 0;
    for (const auto& file : prepare(kCluster)) {
        for (const auto& statement : file.statements) {
            CAPTURE(file.name, statement.line);
            const bool is_job = statement.text.find("MATERIALIZED VIEW") != std::string::npos ||
                                statement.text.find("MODIFY QUERY") != std::string::npos;
            if (is_job && statement.text.find("dictGet") != std::string::npos) {
                CHECK(statement.text.find("_map'") == std::string::npos);
                ++looking;
            }
        }
    }
    CHECK(looking > 5);
}

TEST_CASE("a migration has the same checksum on a cluster as on one node") {
    const auto on_cluster = prepare(kCluster);
    for (const auto& file : prepare(kOneNode)) {
        if (file.kind == relay::SqlFileKind::kMigration) {
            const auto same = std::find_if(on_cluster.begin(), on_cluster.end(), [&](auto& other) {
                return other.name == file.name && other.checksum == file.checksum;
            });
            CHECK(same != on_cluster.end());
        }
    }
}

TEST_CASE("on a cluster the statements are those of tests/golden-ddl") {
    const auto texts = goldenTexts();
    for (const auto& [path, text] : texts) {
        CAPTURE(path);
        if (isUpdate()) {
            fs::create_directories(path.parent_path());
            std::ofstream(path, std::ios::binary) << text;
        }
        CHECK(readText(path) == text);
    }
    for (const auto* folder : {"cluster", "cluster-sql"}) {
        for (const auto& entry : fs::recursive_directory_iterator(kGolden / folder)) {
            CAPTURE(entry.path());
            CHECK((entry.is_directory() || texts.contains(entry.path())));
        }
    }
}
