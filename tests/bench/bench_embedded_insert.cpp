// What the HTTP interface of clickhouse_embedded adds to an INSERT of 10 000 events of 900 bytes:
// the same rows into the same kind of table through chdb_stream_insert in this process, and over
// HTTP to a second process.

#include "engine.h"
#include "engine_config.h"
#include "support/embedded_clickhouse.h"

#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iostream>
#include <stdexcept>
#include <vector>

namespace {

constexpr int kRounds = 31;
constexpr int kRows = 10'000;
constexpr std::size_t kRowBytes = 900;
constexpr const char* kCreate =
    "CREATE TABLE t (seq UInt32, event String CODEC(ZSTD(1))) ENGINE = MergeTree ORDER BY seq";

using Milliseconds = std::chrono::duration<double, std::milli>;

std::string makeRows() {
    std::string rows;
    for (int i = 0; i < kRows; ++i) {
        std::string row = "{\"seq\":" + std::to_string(i) + ",\"event\":\"";
        for (unsigned word = 0; row.size() < kRowBytes; ++word) {
            row += std::to_string((static_cast<unsigned>(i) * 2654435761U) ^ (word * 40503U)) + " ";
        }
        rows += row + "\"}\n";
    }
    return rows;
}

template <typename Work>
Milliseconds timed(const Work& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::steady_clock::now() - start;
}

// The quickest of the rounds: what other processes do to a run only ever adds to it.
Milliseconds best(const std::vector<Milliseconds>& times) {
    return *std::min_element(times.begin(), times.end());
}

void insertInProcess(embedded::Engine& engine, const std::string& rows) {
    auto connection = engine.connect();
    const auto stream = connection.insert("INSERT INTO t", "JSONEachRow");
    stream->append(rows);
    if (stream->finish().error()) {
        throw std::runtime_error("the engine refused the rows");
    }
}

// One request on a kept-alive connection. Poco's client would cut the body into 8 KiB writes and be
// measured too.
void post(Poco::Net::StreamSocket& socket, const std::string& target, const std::string& body) {
    const std::string head = "POST " + target + " HTTP/1.1\r\nHost: bench\r\nContent-Length: " +
                             std::to_string(body.size()) + "\r\n\r\n";
    socket.sendBytes(head.data(), static_cast<int>(head.size()));
    socket.sendBytes(body.data(), static_cast<int>(body.size()));
    std::string reply;
    std::array<char, 4096> piece{};
    while (!reply.ends_with("0\r\n\r\n")) {
        const int count = socket.receiveBytes(piece.data(), static_cast<int>(piece.size()));
        reply.append(piece.data(), static_cast<std::size_t>(count));
        if (count <= 0 || !reply.starts_with("HTTP/1.1 200")) {
            throw std::runtime_error("the server refused the rows: " + reply);
        }
    }
}

}  // namespace

int main() {
    try {
        const test_support::EmbeddedClickHouse server;
        const std::string path = server.path() + "_in_process";
        const embedded::DataFolder folder({.path = path, .user_scripts_path = "", .functions = ""});
        embedded::Engine engine(path, folder.configFile());
        engine.connect().query(kCreate, "Null");
        Poco::Net::StreamSocket session(Poco::Net::SocketAddress("127.0.0.1", server.port()));
        post(session, "/", kCreate);
        const std::string rows = makeRows();
        const std::string uri = "/?query=INSERT+INTO+t+FORMAT+JSONEachRow&wait_end_of_query=1";
        std::vector<Milliseconds> direct;
        std::vector<Milliseconds> http;
        for (int round = 0; round < kRounds; ++round) {
            direct.push_back(timed([&] { insertInProcess(engine, rows); }));
            http.push_back(timed([&] { post(session, uri, rows); }));
        }
        std::cout << rows.size() << " bytes a batch; best of " << kRounds << ": in process "
                  << best(direct).count() << " ms, over HTTP " << best(http).count()
                  << " ms, ratio " << best(http) / best(direct) << "\n";
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
