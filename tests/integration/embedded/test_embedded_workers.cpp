#include "http_client.h"

#include "support/catch.h"
#include "support/embedded_clickhouse.h"
#include "support/http_exchange.h"

#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <map>

using embedded_test::query;
using embedded_test::RawConnection;
using test_support::EmbeddedClickHouse;

namespace {

constexpr const char* kCallNormalizer =
    "SELECT normalize_event_v2('{}', toDateTime64(0, 6, 'UTC'), '', generateUUIDv4(), '', "
    "'').event";

test_support::EmbeddedOptions withNormalizer() {
    return {
        .user_scripts_path = std::filesystem::path(NORMALIZE_EVENT_BINARY).parent_path().string(),
        .functions = FUNCTION_FILES};
}

std::string readFile(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// What each descriptor of each worker leads to, under "worker's folder in /proc/fd/descriptor".
std::map<std::string, std::string> workerDescriptors(const EmbeddedClickHouse& server) {
    const std::string parent = "\nPPid:\t" + std::to_string(server.pid()) + "\n";
    std::map<std::string, std::string> descriptors;
    for (const auto& process : std::filesystem::directory_iterator("/proc")) {
        const std::string status = readFile(process.path() / "status");
        if (!status.starts_with("Name:\tnormalize_event\n") ||
            status.find(parent) == std::string::npos) {
            continue;
        }
        for (const auto& entry : std::filesystem::directory_iterator(process.path() / "fd")) {
            descriptors[entry.path()] = std::filesystem::read_symlink(entry.path());
        }
    }
    return descriptors;
}

}  // namespace

TEST_CASE("a worker of a function inherits neither sockets nor files") {
    const EmbeddedClickHouse server(withNormalizer());
    const RawConnection bystander(server.port());
    bystander.send("GET /ping HTTP/1.1\r\nHost: x\r\n\r\n");
    bystander.readPast("Ok.\n");
    query(server.port(), kCallNormalizer);
    const auto descriptors = workerDescriptors(server);
    REQUIRE(descriptors.size() >= 3);
    for (const auto& [descriptor, target] : descriptors) {
        CAPTURE(descriptor, target);
        // Poco polls through epoll descriptors that it leaves inheritable; they hold nothing open.
        CHECK((target.starts_with("pipe:") || target == "anon_inode:[eventpoll]"));
    }
}

TEST_CASE("results arrive while executables of other queries end") {
    const EmbeddedClickHouse server(withNormalizer());
    const auto ask = [&server](const std::string& sql, int times) {
        return std::async(std::launch::async, [&server, sql, times] {
            test_support::HttpConnection connection(server.url());
            std::string replies;
            for (int i = 0; i < times; ++i) {
                replies += connection.call({"POST", "/", {}, sql}).body;
            }
            return replies;
        });
    };
    auto executables =
        ask("SELECT count() FROM executable('resolve_identity', 'RowBinary', 'b UInt8', (SELECT "
            "''::String LIMIT 0))",
            150);
    auto first = ask("SELECT 1", 1'500);
    auto second = ask("SELECT 1", 1'500);
    const auto repeated = [](const std::string& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) {
            all += text;
        }
        return all;
    };
    CHECK(executables.get() == repeated("0\n", 150));
    CHECK(first.get() == repeated("1\n", 1'500));
    CHECK(second.get() == repeated("1\n", 1'500));
}

TEST_CASE("a connection is closed although a worker was started while it was open") {
    const EmbeddedClickHouse server(withNormalizer());
    const RawConnection client(server.port());
    client.send("GET /ping HTTP/1.1\r\nHost: x\r\n\r\n");
    client.readPast("Ok.\n");
    query(server.port(), kCallNormalizer);
    REQUIRE_FALSE(workerDescriptors(server).empty());
    client.send("GET /ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(client.readAll().ends_with("Ok.\n"));
}
