#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace embedded_test {

struct Reply {
    int status = 0;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;

    [[nodiscard]] std::string header(const std::string& name) const;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

// One request on a connection of its own. `target` is sent as it is.
Reply send(
    std::uint16_t port,
    const std::string& method,
    const std::string& target,
    const std::string& body = {},
    const Headers& headers = {}
);

// POSTs a statement; the reply's body without its last line break. Fails the test if the status is
// not 200.
std::string query(std::uint16_t port, const std::string& sql, const std::string& parameters = {});

// "/?query=…&" with the statement percent-encoded.
std::string targetOf(const std::string& sql, const std::string& parameters = {});

// A connection for bytes that no decent client sends.
class RawConnection {
public:
    explicit RawConnection(std::uint16_t port);
    ~RawConnection();
    RawConnection(const RawConnection&) = delete;
    RawConnection& operator=(const RawConnection&) = delete;

    void send(const std::string& bytes) const;

    // Says that nothing more will be sent.
    void finishSending() const;

    // Up to and with `end`.
    void readPast(const std::string& end) const;

    // Everything until the server closes.
    [[nodiscard]] std::string readAll() const;

private:
    // A piece; empty when the server has closed. Throws when nothing comes for a long time.
    [[nodiscard]] std::string readPiece() const;

    int socket_;
};

std::string gzip(const std::string& text);

}  // namespace embedded_test
