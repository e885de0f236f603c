#include "statement.h"

#include "support/catch.h"

#include <string>

using embedded::parseStatement;
using embedded::Statement;
using embedded::withOutputFile;

namespace {

std::string piped(const std::string& sql) {
    const auto statement = parseStatement(sql);
    REQUIRE(statement.has_value());
    REQUIRE(statement->kind == Statement::Kind::kSelect);
    return withOutputFile(*statement, "/p", "TSV");
}

Statement::Kind kindOf(const std::string& sql) {
    const auto statement = parseStatement(sql);
    REQUIRE(statement.has_value());
    return statement->kind;
}

int codeOf(const std::string& sql) {
    const auto statement = parseStatement(sql);
    return statement ? 0 : statement.error().code;
}

}  // namespace

TEST_CASE("INTO OUTFILE goes before the FORMAT clause, or to the end") {
    CHECK(piped("SELECT 1") == "SELECT 1 INTO OUTFILE '/p' APPEND FORMAT TSV");
    CHECK(piped("SELECT 1 -- x") == "SELECT 1 INTO OUTFILE '/p' APPEND FORMAT TSV");
    CHECK(piped("SELECT 1 FORMAT JSON;") == "SELECT 1  INTO OUTFILE '/p' APPEND FORMAT JSON");
    CHECK(
        piped("SELECT 1 SETTINGS a=1 FORMAT JSON") ==
        "SELECT 1 SETTINGS a=1  INTO OUTFILE '/p' APPEND FORMAT JSON"
    );
    CHECK(
        piped("select 1 format JSON settings a=1") ==
        "select 1  INTO OUTFILE '/p' APPEND format JSON settings a=1"
    );
}

TEST_CASE("a name that reads FORMAT is not the clause") {
    for (const std::string sql : {
             "SELECT format FROM t",
             "SELECT 1 AS format",
             "SELECT t.format x",
             "SELECT a, format x",
             "SELECT 'x FORMAT JSON'",
             "SELECT (SELECT 1 FORMAT JSON)",
             "SELECT format('{}', 'x')",
         }) {
        CHECK(piped(sql) == sql + " INTO OUTFILE '/p' APPEND FORMAT TSV");
    }
}

TEST_CASE("a statement's format is reported") {
    CHECK(parseStatement("SELECT 1 FORMAT JSON")->format == "JSON");
    CHECK(parseStatement("SHOW TABLES FORMAT CSV")->format == "CSV");
    CHECK_FALSE(parseStatement("SELECT 1")->format.has_value());
}

TEST_CASE("only what may be long is a select") {
    CHECK(kindOf("(SELECT 1) UNION ALL (SELECT 2)") == Statement::Kind::kSelect);
    CHECK(kindOf("WITH 1 AS x SELECT x") == Statement::Kind::kSelect);
    CHECK(kindOf("/* c */ select 1") == Statement::Kind::kSelect);
    CHECK(kindOf("FROM t SELECT a") == Statement::Kind::kSelect);
    CHECK(
        kindOf("WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x") == Statement::Kind::kCommand
    );
    CHECK(kindOf("SHOW TABLES") == Statement::Kind::kCommand);
    CHECK(kindOf("INSERT INTO t SELECT 1") == Statement::Kind::kCommand);
    CHECK(kindOf(" -- nothing\n ;") == Statement::Kind::kEmpty);
}

TEST_CASE("a second statement and file clauses are refused") {
    CHECK(codeOf("SELECT 1; SELECT 2") == 62);
    CHECK(codeOf("SELECT 1; DROP TABLE t;") == 62);
    CHECK(codeOf("SELECT ';'; -- done") == 0);
    CHECK(codeOf("SELECT 1;;") == 0);
    CHECK(codeOf("SELECT 1 INTO OUTFILE '/etc/x'") == 358);
    CHECK(codeOf("SELECT 1 into/**/outfile '/etc/x'") == 358);
    CHECK(codeOf("INSERT INTO t FROM INFILE '/etc/x' FORMAT CSV") == 78);
}

TEST_CASE("what acts beyond its request is told apart") {
    for (const std::string sql : {"SET a = 1", "use db", "-- c\n SET ROLE x"}) {
        CAPTURE(sql);
        CHECK(parseStatement(sql)->sets_session);
        CHECK(parseStatement(sql)->only_reads);
    }
    for (const std::string sql : {
             "CREATE TEMPORARY TABLE t (a Int8)",
             "create or replace temporary table t AS SELECT 1",
             "DROP TEMPORARY TABLE t",
         }) {
        CAPTURE(sql);
        CHECK(parseStatement(sql)->is_about_temporary);
        CHECK(parseStatement(sql)->only_reads);
    }
    for (const std::string sql :
         {"CREATE TABLE temporary (a Int8)", "DROP TABLE t", "INSERT INTO t SELECT 1"}) {
        CAPTURE(sql);
        CHECK_FALSE(parseStatement(sql)->is_about_temporary);
        CHECK_FALSE(parseStatement(sql)->sets_session);
        CHECK_FALSE(parseStatement(sql)->only_reads);
    }
    for (const std::string sql :
         {"SELECT 1", "SHOW TABLES", "DESCRIBE t", "EXPLAIN SELECT 1", "EXISTS t"}) {
        CHECK(parseStatement(sql)->only_reads);
    }
}
