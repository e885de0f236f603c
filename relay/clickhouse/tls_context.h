#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>
#include <openssl/x509_vfy.h>

#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace relay {

// TLS to one server, which has to show a certificate for `host` from an authority of the system's
// store; SSL_CERT_FILE and SSL_CERT_DIR name another store. Thread-safe.
class TlsContext {
public:
    explicit TlsContext(std::string host);
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;

    // A connected socket whose handshake is done. Throws CertificateValidationException, which says
    // why, before anything is sent to a server that is not trusted; else Poco::Exception.
    [[nodiscard]] Poco::Net::StreamSocket
    connect(const Poco::Net::SocketAddress& address, const Poco::Timespan& timeout);

    // Lets each send and receive of a TLS socket take up to `timeout`. Poco waits twice before it
    // gives up: in the system call, and once more in a poll.
    static void setPatience(Poco::Net::StreamSocket& socket, const Poco::Timespan& timeout);

private:
    static int verify(X509_STORE_CTX* chain, void* self);
    std::string takeCause();

    const std::string host_;
    const Poco::Net::Context::Ptr context_;
    std::mutex mutex_;
    // Why a certificate was refused, by the thread whose handshake it was, until it is told.
    std::map<std::thread::id, std::string> causes_;
};

}  // namespace relay
