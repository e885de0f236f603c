#include "support/http_exchange.h"

#include "support/reply_record.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/String.h>
#include <Poco/URI.h>

#include <algorithm>
#include <cstddef>
#include <istream>
#include <ostream>
#include <string_view>

namespace test_support {

namespace {

constexpr std::size_t kPiece = 65536;
constexpr int kTimeoutSeconds = 120;  // two slow cores may need long

}  // namespace

class HttpConnection::Impl {
public:
    explicit Impl(const Poco::URI& uri) : session_(uri.getHost(), uri.getPort()) {
        session_.setKeepAlive(true);
        session_.setTimeout(Poco::Timespan(kTimeoutSeconds, 0));
    }

    HttpReply call(const HttpCall& call) {
        // A kept-alive connection that the server closed meanwhile would lose the request: look
        // first.
        if (session_.connected() && (!is_sent_ || hasAnswer())) {
            session_.reset();
        }
        try {
            send(call);
            return receive();
        } catch (const Poco::Exception&) {
            session_.reset();
            return {};
        }
    }

private:
    void send(const HttpCall& call) {
        Poco::Net::HTTPRequest request(call.method, call.path, Poco::Net::HTTPMessage::HTTP_1_1);
        request.setContentLength64(static_cast<Poco::Int64>(call.body.size()));
        for (const auto& [name, value] : call.headers) {
            request.set(name, value);
        }
        std::ostream& stream = session_.sendRequest(request);
        std::string_view rest = call.body;
        // A refusal may come while the body is still on its way, and then nobody reads the rest.
        while (!rest.empty() && !hasAnswer()) {
            stream << rest.substr(0, kPiece) << std::flush;
            rest.remove_prefix(std::min(kPiece, rest.size()));
        }
        is_sent_ = rest.empty();
    }

    bool hasAnswer() { return session_.socket().poll(0, Poco::Net::Socket::SELECT_READ); }

    HttpReply receive() {
        Poco::Net::HTTPResponse response;
        std::istream& body = session_.receiveResponse(response);
        HttpReply reply;
        Poco::StreamCopier::copyToString(body, reply.body);
        reply.status = response.getStatus();
        for (const auto& [name, value] : response) {
            reply.headers[Poco::toLower(name)] = value;
        }
        return reply;
    }

    Poco::Net::HTTPClientSession session_;
    bool is_sent_ = true;  // false: the connection ends in the middle of a request
};

HttpConnection::HttpConnection(const std::string& url)
    : impl_(std::make_unique<Impl>(Poco::URI(url))) {}

HttpConnection::~HttpConnection() = default;

HttpReply HttpConnection::call(const HttpCall& call) {
    auto reply = impl_->call(call);
    // Statements for ClickHouse go to the root, where the relay has nothing.
    if (call.path != "/" && !call.path.starts_with("/?")) {
        recordReply(call.method + " " + call.path, reply.status, reply.headers, reply.body);
    }
    return reply;
}

}  // namespace test_support
