#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace test_support {

struct HttpReply {
    int status = 0;                              // 0: the connection ended without a reply
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
};

struct HttpCall {
    std::string method = "POST";
    std::string path = "/";
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

// One kept-alive connection to a server, opened again when it is gone. For one thread. A call is
// never sent twice.
class HttpConnection {
public:
    explicit HttpConnection(const std::string& url);
    ~HttpConnection();

    // A broken connection is a reply with status 0, not an exception.
    HttpReply call(const HttpCall& call);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace test_support
