#include "http_client.h"

#include "support/catch.h"

#include <Poco/DeflatingStream.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/String.h>
#include <Poco/URI.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <sstream>
#include <stdexcept>

namespace embedded_test {

std::string Reply::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

Reply send(
    std::uint16_t port,
    const std::string& method,
    const std::string& target,
    const std::string& body,
    const Headers& headers
) {
    Poco::Net::HTTPClientSession session("127.0.0.1", port);
    session.setTimeout(Poco::Timespan(60, 0));
    Poco::Net::HTTPRequest request(method, target, Poco::Net::HTTPMessage::HTTP_1_1);
    for (const auto& [name, value] : headers) {
        request.set(name, value);
    }
    if (method == "POST") {
        request.setContentLength(static_cast<std::streamsize>(body.size()));
    }
    session.sendRequest(request) << body << std::flush;
    Poco::Net::HTTPResponse response;
    Reply reply;
    Poco::StreamCopier::copyToString(session.receiveResponse(response), reply.body);
    reply.status = response.getStatus();
    for (const auto& [name, value] : response) {
        reply.headers[Poco::toLower(name)] = value;
    }
    return reply;
}

std::string query(std::uint16_t port, const std::string& sql, const std::string& parameters) {
    Reply reply = send(port, "POST", "/?" + parameters, sql);
    CAPTURE(sql, reply.body);
    REQUIRE(reply.status == 200);
    if (reply.body.ends_with('\n')) {
        reply.body.pop_back();
    }
    return reply.body;
}

std::string targetOf(const std::string& sql, const std::string& parameters) {
    std::string encoded;
    Poco::URI::encode(sql, "&+=#;'", encoded);
    return "/?query=" + encoded + "&" + parameters;
}

RawConnection::RawConnection(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the socket interface
    if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
        throw std::runtime_error("cannot connect");
    }
    const timeval patience{.tv_sec = 30, .tv_usec = 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
}

RawConnection::~RawConnection() {
    close(socket_);
}

void RawConnection::send(const std::string& bytes) const {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count =
            ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) {
            throw std::runtime_error("the server closed the connection");
        }
        sent += static_cast<std::size_t>(count);
    }
}

void RawConnection::finishSending() const {
    shutdown(socket_, SHUT_WR);
}

void RawConnection::readPast(const std::string& end) const {
    std::string all;
    while (!all.ends_with(end)) {
        const std::string piece = readPiece();
        if (piece.empty()) {
            throw std::runtime_error("the server closed the connection after: " + all);
        }
        all += piece;
    }
}

std::string RawConnection::readAll() const {
    std::string all;
    for (std::string piece = readPiece(); !piece.empty(); piece = readPiece()) {
        all += piece;
    }
    return all;
}

std::string RawConnection::readPiece() const {
    std::array<char, 65536> piece{};
    const ssize_t count = recv(socket_, piece.data(), piece.size(), 0);
    if (count < 0 && errno == EAGAIN) {
        throw std::runtime_error("the server neither sends nor closes");
    }
    return {piece.data(), static_cast<std::size_t>(std::max(count, ssize_t{0}))};
}

std::string gzip(const std::string& text) {
    std::ostringstream packed;
    Poco::DeflatingOutputStream out(packed, Poco::DeflatingStreamBuf::STREAM_GZIP);
    out << text;
    out.close();
    return packed.str();
}

}  // namespace embedded_test
