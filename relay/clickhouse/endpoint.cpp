#include "clickhouse/endpoint.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Timespan.h>
#include <Poco/URI.h>

namespace relay {

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
        tls_ = std::make_unique<TlsContext>(host_);
    }
}

Poco::Net::StreamSocket Endpoint::connect(std::chrono::milliseconds timeout) const {
    const Poco::Timespan limit(std::chrono::duration_cast<std::chrono::microseconds>(timeout).count(
    ));
    const Poco::Net::SocketAddress address(host_, port_);
    if (tls_) {
        auto socket = tls_->connect(address, limit);
        socket.setNoDelay(true);
        return socket;
    }
    Poco::Net::StreamSocket socket(address.family());
    socket.connect(address, limit);
    socket.setNoDelay(true);
    return socket;
}

}  // namespace relay
