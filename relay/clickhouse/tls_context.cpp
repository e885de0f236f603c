#include "clickhouse/tls_context.h"

#include <Poco/Net/IPAddress.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <openssl/ssl.h>

#include <utility>

namespace relay {

namespace {

constexpr int kVerificationDepth = 9;

Poco::Net::Context::Ptr makeContext() {
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

// OpenSSL is to check the name too, so that the handshake fails before anything is sent. It tells
// Poco only that it failed; the callback sees why.
TlsContext::TlsContext(std::string host) : host_(std::move(host)), context_(makeContext()) {
    auto* parameters = SSL_CTX_get0_param(context_->sslContext());
    Poco::Net::IPAddress ip;
    const int is_set = Poco::Net::IPAddress::tryParse(host_, ip)
                           ? X509_VERIFY_PARAM_set1_ip_asc(parameters, host_.c_str())
                           : X509_VERIFY_PARAM_set1_host(parameters, host_.c_str(), host_.size());
    if (is_set != 1) {
        throw Poco::Net::SSLContextException("cannot check certificates for " + host_);
    }
    SSL_CTX_set_cert_verify_callback(context_->sslContext(), verify, this);
}

int TlsContext::verify(X509_STORE_CTX* chain, void* self) {
    const int result = X509_verify_cert(chain);
    if (result != 1) {
        auto& context = *static_cast<TlsContext*>(self);
        const std::lock_guard lock(context.mutex_);
        context.causes_[std::this_thread::get_id()] =
            X509_verify_cert_error_string(X509_STORE_CTX_get_error(chain));
    }
    return result;
}

// OpenSSL verifies within the handshake, so in the same thread.
std::string TlsContext::takeCause() {
    const std::lock_guard lock(mutex_);
    const auto cause = causes_.extract(std::this_thread::get_id());
    return cause ? cause.mapped() : std::string();
}

void TlsContext::setPatience(Poco::Net::StreamSocket& socket, const Poco::Timespan& timeout) {
    const Poco::Timespan half(timeout.totalMicroseconds() / 2);
    socket.setSendTimeout(half);
    socket.setReceiveTimeout(half);
}

Poco::Net::StreamSocket
TlsContext::connect(const Poco::Net::SocketAddress& address, const Poco::Timespan& timeout) {
    Poco::Net::SecureStreamSocket socket(context_);
    socket.setPeerHostName(host_);
    socket.setLazyHandshake();
    try {
        socket.connect(address, timeout);
        setPatience(socket, timeout);
        socket.completeHandshake();
    } catch (const Poco::Net::SSLException&) {
        if (const auto cause = takeCause(); !cause.empty()) {
            throw Poco::Net::CertificateValidationException(host_ + ": " + cause);
        }
        throw;
    }
    return socket;
}

}  // namespace relay
