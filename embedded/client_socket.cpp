#include "client_socket.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Timespan.h>

#include <chrono>
#include <vector>

namespace embedded {
namespace {

constexpr auto kLingerTime = std::chrono::seconds(2);
constexpr std::size_t kLingerPiece = std::size_t{64} * 1024;

}  // namespace

Poco::Net::StreamSocket clientSocket(Poco::Net::HTTPServerRequest& request) {
    return dynamic_cast<Poco::Net::HTTPServerRequestImpl&>(request).socket();
}

void lingerAfterReply(Poco::Net::StreamSocket& socket) {
    const auto deadline = std::chrono::steady_clock::now() + kLingerTime;
    std::vector<char> piece(kLingerPiece);
    try {
        socket.shutdownSend();
        while (std::chrono::steady_clock::now() < deadline) {
            const bool readable =
                socket.poll(Poco::Timespan(0, 100'000), Poco::Net::Socket::SELECT_READ);
            if (readable &&
                socket.receiveBytes(piece.data(), static_cast<int>(piece.size())) <= 0) {
                return;
            }
        }
    } catch (const Poco::Exception&) {
        return;  // The client is gone already.
    }
}

void cutConnection(Poco::Net::StreamSocket& socket) {
    try {
        socket.shutdown();
    } catch (const Poco::Exception&) {
        return;  // The client was faster.
    }
}

}  // namespace embedded
