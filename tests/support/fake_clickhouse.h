#pragma once

#include "support/test_ca.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace test_support {

// What a client sent. `parameters` are the decoded URL parameters; `query` is the URL's, else the
// body.
struct RecordedRequest {
    std::string method;
    std::string target;  // the request target byte for byte
    std::map<std::string, std::string> parameters;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string query;
    std::string body;

    // A URL parameter, empty when absent.
    [[nodiscard]] std::string parameter(const std::string& name) const;
};

// How the fake treats one request, after it has read the whole of it.
struct Answer {
    enum class Kind : std::uint8_t {
        kReply,          // status, code and body as given
        kReset,          // closes with RST
        kHalfReply,      // announces more than it sends, then closes
        kHalfChunk,      // the same in chunked encoding, without the last chunk
        kSilence,        // never answers; the connection ends when the fake stops or is released
        kExceptionTail,  // 200 and a chunked body that ends with an exception, as ClickHouse does
                         // in mid-stream
    };

    Kind kind = Kind::kReply;
    int status = 200;
    int code = 0;  // X-ClickHouse-Exception-Code, none when 0
    std::string body;

    static Answer ok(std::string body = {});
    static Answer error(int status, int code, std::string message = "DB::Exception: scripted");
    static Answer of(Kind kind);
};

// A ClickHouse HTTP endpoint on a free loopback port that exists to misbehave. Thread-safe.
// A request takes the next queued answer, else what the script says; the script's default is ok.
class FakeClickHouse {
public:
    using Script = std::function<Answer(const RecordedRequest&)>;

    // With a certificate it speaks TLS.
    explicit FakeClickHouse(const std::optional<TestCertificate>& certificate = std::nullopt);
    ~FakeClickHouse();

    // Of 127.0.0.1.
    [[nodiscard]] std::string url() const;
    [[nodiscard]] std::uint16_t port() const;

    void setScript(Script script);
    void enqueue(const Answer& answer, std::size_t times = 1);

    // Between hold() and release() requests are read and recorded, and wait for their answer.
    void hold();
    void release();

    // Cuts every connection and closes the port / opens the same port again.
    void stopListening();
    void listenAgain();

    [[nodiscard]] std::vector<RecordedRequest> requests() const;

    // How many connections were opened so far.
    [[nodiscard]] std::size_t connections() const;

    // Those whose query starts with `prefix`.
    [[nodiscard]] std::vector<RecordedRequest> requests(const std::string& prefix) const;

    // False when fewer than `count` requests came before the deadline.
    [[nodiscard]] bool waitForRequests(
        std::size_t count,
        std::chrono::milliseconds deadline = std::chrono::seconds(20)
    ) const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace test_support
