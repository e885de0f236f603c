#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace test_support {

struct RawReply {
    int status = 0;                              // 0: the connection ended without a reply
    std::map<std::string, std::string> headers;  // lower-case names
    std::string body;
};

// One TCP connection that sends exactly the bytes it is told to, however wrong they are.
class RawHttpClient {
public:
    explicit RawHttpClient(std::uint16_t port);
    ~RawHttpClient();
    RawHttpClient(const RawHttpClient&) = delete;
    RawHttpClient& operator=(const RawHttpClient&) = delete;

    // False: the server has closed meanwhile.
    bool send(std::string_view bytes);
    void finishSending();

    // The next reply; waits at most 20 seconds. `has_body` is false for the answer to HEAD.
    RawReply receive(bool has_body = true);

    // Waits for the server's end. False: there came more bytes, or nothing within 20 seconds.
    bool isClosedByServer();

private:
    bool fill();

    int socket_;
    std::string buffer_;
    std::string request_;  // method and target of the last request whose head was sent
};

// A request with a Content-Length that is true. `headers` are whole lines, each with its CRLF.
std::string makeRequest(
    std::string_view method,
    std::string_view target,
    std::string_view headers,
    std::string_view body
);

std::string gzip(std::string_view text);

}  // namespace test_support
