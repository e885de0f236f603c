#include "insert_split.h"

#include "support/catch.h"

#include <string>

using embedded::splitInsert;

namespace {

struct Case {
    std::string sql;
    std::string statement;
    std::string format;
    std::string data;
};

void check(const Case& expected) {
    CAPTURE(expected.sql);
    const auto insert = splitInsert(expected.sql);
    REQUIRE(insert.has_value());
    CHECK(insert->statement == expected.statement);
    CHECK(insert->format == expected.format);
    CHECK(expected.sql.substr(insert->data_offset) == expected.data);
}

}  // namespace

TEST_CASE("the rows of an INSERT begin after its FORMAT clause") {
    check({"INSERT INTO t FORMAT CSV\n1,2", "INSERT INTO t ", "CSV", "1,2"});
    check({"insert into t format CSV", "insert into t ", "CSV", ""});
    check({"INSERT INTO t FORMAT CSV \t\r\n 1", "INSERT INTO t ", "CSV", " 1"});
    check({"INSERT INTO t FORMAT CSV\n\n1", "INSERT INTO t ", "CSV", "\n1"});
    check({"INSERT INTO t FORMAT CSV;\n1", "INSERT INTO t ", "CSV", "1"});
    check(
        {"INSERT INTO t FORMAT JSONEachRow {\"a\":';'}",
         "INSERT INTO t ",
         "JSONEachRow",
         "{\"a\":';'}"}
    );
    check({"INSERT INTO t (`format`, b) FORMAT CSV\n1", "INSERT INTO t (`format`, b) ", "CSV", "1"}
    );
    check({"INSERT INTO TABLE d.`t;` FORMAT CSV\n1", "INSERT INTO TABLE d.`t;` ", "CSV", "1"});
    check({"INSERT INTO format FORMAT CSV\n1", "INSERT INTO format ", "CSV", "1"});
    check(
        {"INSERT INTO FUNCTION null('a Int') FORMAT CSV\n1",
         "INSERT INTO FUNCTION null('a Int') ",
         "CSV",
         "1"}
    );
}

TEST_CASE("settings on either side of FORMAT belong to the statement") {
    check({"INSERT INTO t SETTINGS a=1 FORMAT CSV\n1", "INSERT INTO t SETTINGS a=1 ", "CSV", "1"});
    check(
        {"INSERT INTO t FORMAT CSV SETTINGS a=-1, b='x'\n1",
         "INSERT INTO t SETTINGS a=-1, b='x'",
         "CSV",
         "1"}
    );
    check(
        {"INSERT INTO t FORMAT CSV SETTINGS a=[1,2] 3,4",
         "INSERT INTO t SETTINGS a=[1,2]",
         "CSV",
         "3,4"}
    );
}

TEST_CASE("VALUES is a format whose rows may be inline") {
    check({"INSERT INTO t VALUES (1, 'a;')", "INSERT INTO t ", "Values", " (1, 'a;')"});
    check({"INSERT INTO t (a) VALUES(1)", "INSERT INTO t (a) ", "Values", "(1)"});
    check({"INSERT INTO t (values) VALUES\n", "INSERT INTO t (values) ", "Values", "\n"});
}

TEST_CASE("other statements carry no rows") {
    for (const std::string sql : {
             "",
             "INSERT",
             "INSERT INTO",
             "INSERT INTO t",
             "INSERT INTO t FORMAT",
             "INSERT INTO t; SELECT 1 FORMAT CSV",
             "INSERT INTO t SELECT 1 FORMAT CSV",
             "INSERT INTO t WITH 1 AS x SELECT x",
             "INSERT INTO t FROM INFILE 'x' FORMAT CSV",
             "INSERT INTO 't' FORMAT CSV",
             "INSERT INTO t ('unterminated FORMAT CSV",
             "SELECT 1 FORMAT CSV",
         }) {
        CAPTURE(sql);
        CHECK_FALSE(splitInsert(sql).has_value());
    }
}
