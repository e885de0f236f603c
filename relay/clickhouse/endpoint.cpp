#include "clickhouse/endpoint.h"

#include <Poco/Exception.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Timespan.h>
#include <Poco/URI.h>

#include <utility>

namespace relay {

namespace {

constexpr int kVerificationDepth = 9;

Poco::Net::Context::Ptr makeTlsContext() {
    Poco::Net::initializeSSL();
    Poco::Net::Context::Ptr context = new Poco::Net::Context(
        Poco::Net::Context::TLS_CLIENT_USE,
        "",
        Poco::Net::Context::VERIFY_STRICT,
        kVerificationDepth,
        true  // the system's CA store
    );
    context->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
    return context;
}

}  // namespace

Endpoint::Endpoint(const std::string& url) {
    const Poco::URI uri(url);
    if (uri.getHost().empty()) {
        throw Poco::SyntaxException("CLICKHOUSE_URL has no host");
    }
    host_ = uri.getHost();
    port_ = uri.getPort();
    const std::string path = uri.getPathEtc();  // still percent-encoded, unlike getPath()
    path_ = path.substr(0, path.find_first_of("?#"));
    const bool is_ipv6 = host_.find(':') != std::string::npos;
    authority_ = (is_ipv6 ? "[" + host_ + "]" : host_) + ":" + std::to_string(port_);
    if (uri.getScheme() == "https") {
        tls_ = makeTlsContext();
    }
}

Poco::Net::StreamSocket Endpoint::connect(std::chrono::milliseconds timeout) const {
    const Poco::Timespan limit(std::chrono::duration_cast<std::chrono::microseconds>(timeout).count(
    ));
    const Poco::Net::SocketAddress address(host_, port_);
    if (!tls_) {
        Poco::Net::StreamSocket socket(address.family());
        socket.connect(address, limit);
        socket.setNoDelay(true);
        return socket;
    }
    Poco::Net::SecureStreamSocket socket(tls_);
    socket.setPeerHostName(host_);
    socket.connect(address, limit);
    socket.setNoDelay(true);
    return socket;
}

}  // namespace relay
