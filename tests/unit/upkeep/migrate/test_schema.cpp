#include "support/catch.h"

#include "rendered_schema.h"
#include "schema_graph.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>

// What keeps the schema small, and the same on one node and on many.
namespace {

namespace fs = std::filesystem;
using schema_tests::kCluster;
using schema_tests::kOneNode;
using schema_tests::renderSchema;

bool matches(const std::string& text, const std::string& pattern) {
    return std::regex_search(text, std::regex(pattern));
}

}  // namespace

TEST_CASE("the schema has at most 34 objects, beside two that are about one person at a time") {
    std::set<std::string> objects;
    for (const auto& sent : renderSchema(kOneNode)) {
        if (const auto object = schema_tests::createdObject(sent.text)) {
            objects.insert(*object);
        }
    }
    CHECK(objects.contains("schema_migrations"));
    CHECK(objects.contains("raw_events"));
    CHECK(objects.size() > 20);
    CHECK(objects.erase("person_claims") == 1);
    CHECK(objects.erase("suppressed_ids") == 1);
    CHECK(objects.size() <= 34);
}

TEST_CASE("an insert of raw events runs at most 9 materialized views") {
    const auto views = schema_tests::insertTriggers(renderSchema(kOneNode));
    const auto reached = schema_tests::viewsReachedFrom("raw_events", views);
    CHECK(reached.contains("mv_raw_to_normalized"));
    CHECK(reached.contains("mv_claims_to_person_ids"));
    CHECK_FALSE(reached.contains("mv_touched_to_persons"));
    CHECK(reached.size() <= 9);
}

// A Distributed table is the only one that a cluster has more of; on one node its name is taken.
TEST_CASE("every object is created by one statement") {
    std::map<std::string, int> created;
    for (const auto& sent : renderSchema(kCluster)) {
        if (const auto object = schema_tests::createdObject(sent.text)) {
            ++created[*object];
        }
    }
    for (const auto& [object, times] : created) {
        CAPTURE(object);
        CHECK(times == 1);
    }
    for (const auto& sent : renderSchema(kOneNode)) {
        const auto object = schema_tests::createdObject(sent.text);
        CHECK((!object || created.contains(*object)));
    }
}

TEST_CASE("all state is in ordinary tables, and no query asks the server how it is doing") {
    for (const auto& deployment : {kOneNode, kCluster}) {
        for (const auto& [file, text] : renderSchema(deployment)) {
            CAPTURE(file, text);
            CHECK_FALSE(matches(text, R"(ENGINE\s*=\s*(Join|Set|Dictionary)\b)"));
            CHECK_FALSE(matches(text, R"(\b(DICTIONARY|joinGet\w*|dictGet\w*|executable)\b)"));
            CHECK_FALSE(matches(text, R"(system\s*\.\s*(parts|processes|view_refreshes)\b)"));
            CHECK_FALSE(matches(text, R"(\b(_part|_block_number)\b)"));
        }
    }
}

TEST_CASE("each SQL file opens with two comment lines") {
    std::size_t files = 0;
    for (const auto* folder : {"migrations", "sql"}) {
        for (const auto& entry :
             fs::recursive_directory_iterator(fs::path(PROJECT_ROOT) / folder)) {
            if (entry.path().extension() != ".sql") {
                continue;
            }
            CAPTURE(entry.path());
            std::ifstream stream(entry.path());
            std::string first;
            std::string second;
            std::getline(stream, first);
            std::getline(stream, second);
            CHECK(first.starts_with("-- "));
            CHECK(second.starts_with("-- "));
            ++files;
        }
    }
    CHECK(files > 20);
}
