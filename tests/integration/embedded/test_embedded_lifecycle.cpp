#include "http_client.h"

#include "support/catch.h"
#include "support/embedded_clickhouse.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <thread>

using embedded_test::query;
using embedded_test::RawConnection;
using embedded_test::send;
using test_support::EmbeddedClickHouse;

namespace {

bool eventually(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) {
            return false;
        }
        std::this_thread::yield();
    }
    return true;
}

bool isRunning(const EmbeddedClickHouse& server, const std::string& marker) {
    const std::string sql = "SELECT count() FROM system.processes WHERE query LIKE '%" + marker +
                            "%' AND query NOT LIKE '%system.processes%'";
    return query(server.port(), sql) != "0";
}

std::string startError(test_support::EmbeddedOptions options) {
    try {
        const EmbeddedClickHouse server(std::move(options));
        return "it started";
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

std::string temporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "embedded_XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    return name;
}

void writeFile(const std::string& file, const std::string& text) {
    std::ofstream(file) << text;
    chmod(file.c_str(), 0755);
}

// A folder with an executable function `shout`, and its configuration.
test_support::EmbeddedOptions withFunction(const std::string& folder) {
    writeFile(folder + "/shout.sh", "#!/bin/sh\nwhile read -r line; do echo \"$line!\"; done\n");
    writeFile(
        folder + "/shout_function.xml",
        "<functions><function><type>executable</type><name>shout</name><return_type>String"
        "</return_type><argument><type>String</type></argument><format>TabSeparated</format>"
        "<command>shout.sh</command><execute_direct>1</execute_direct></function></functions>"
    );
    return {.user_scripts_path = folder, .functions = folder + "/*_function.xml"};
}

}  // namespace

TEST_CASE("a client that leaves stops its query") {
    const EmbeddedClickHouse server;
    {
        const RawConnection client(server.port());
        client.send(
            "GET /?query=SELECT+sum(sipHash64(number,'leaver'))+FROM+numbers(1000000000000) "
            "HTTP/1.1\r\nHost: x\r\n\r\n"
        );
        REQUIRE(eventually([&] { return isRunning(server, "leaver"); }));
    }
    CHECK(eventually([&] { return !isRunning(server, "leaver"); }));
    {
        const RawConnection client(server.port());
        client.send(
            "GET /?query=SELECT+number,'reader'+FROM+system.numbers HTTP/1.1\r\n"
            "Host: x\r\n\r\n"
        );
        REQUIRE(eventually([&] { return isRunning(server, "reader"); }));
    }
    CHECK(eventually([&] { return !isRunning(server, "reader"); }));
}

TEST_CASE("SIGTERM lets a request in flight finish") {
    EmbeddedClickHouse server;
    auto slow = std::async(std::launch::async, [port = server.port()] {
        return send(
            port, "POST", "/", "SELECT sum(sleepEachRow(0.01)), 'in flight' FROM numbers(100)"
        );
    });
    REQUIRE(eventually([&] { return isRunning(server, "in flight"); }));
    CHECK(server.stop() == 0);
    CHECK(slow.get().body == "0\tin flight\n");
}

TEST_CASE("idle kept-alive connections do not hold up SIGTERM") {
    EmbeddedClickHouse server;
    const RawConnection client(server.port());
    client.send("GET /ping HTTP/1.1\r\nHost: x\r\n\r\n");
    query(server.port(), "SELECT 1");
    CHECK(server.stop() == 0);
    CHECK(client.readAll().ends_with("Ok.\n"));
    CHECK(server.errors().empty());
}

TEST_CASE("a restart finds the data, also after SIGKILL") {
    EmbeddedClickHouse server;
    query(server.port(), "CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a");
    query(server.port(), "INSERT INTO t VALUES (1)");
    CHECK(server.stop() == 0);
    server.restart();
    CHECK(query(server.port(), "SELECT sum(a) FROM t") == "1");
    query(server.port(), "INSERT INTO t VALUES (2)");
    server.kill9();
    server.restart();
    CHECK(query(server.port(), "SELECT sum(a) FROM t") == "3");
}

TEST_CASE("a view over an executable function works before and after a restart") {
    const std::string folder = temporaryFolder();
    EmbeddedClickHouse server(withFunction(folder));
    query(server.port(), "CREATE TABLE raw (s String) ENGINE = MergeTree ORDER BY s");
    query(server.port(), "CREATE TABLE loud (s String) ENGINE = MergeTree ORDER BY s");
    query(server.port(), "CREATE MATERIALIZED VIEW v TO loud AS SELECT shout(s) AS s FROM raw");
    query(server.port(), "INSERT INTO raw VALUES ('a')");
    CHECK(server.stop() == 0);
    server.restart();
    query(server.port(), "INSERT INTO raw VALUES ('b')");
    CHECK(
        query(server.port(), "SELECT groupArray(s) FROM (SELECT s FROM loud ORDER BY s)") ==
        "['a!','b!']"
    );
    std::filesystem::remove_all(folder);
}

TEST_CASE("what keeps it from starting is one clear line") {
    const EmbeddedClickHouse server;
    const std::string in_use = startError({.port = server.port()});
    CHECK(in_use.find("cannot listen on 127.0.0.1:") != std::string::npos);
    const std::string locked = startError({.path = server.path()});
    CHECK(locked.find("another process uses this data folder") != std::string::npos);
    const std::string broken = startError({.path = "/dev/null/data"});
    CHECK(broken.find("cannot make /dev/null/data") != std::string::npos);
    for (const std::string& line : {in_use, locked, broken}) {
        CAPTURE(line);
        CHECK(std::count(line.begin(), line.end(), '\n') == 1);
    }
}
