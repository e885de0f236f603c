#include "clickhouse/connection.h"

#include "clickhouse/tls_context.h"

#include <Poco/Net/HTTPHeaderStream.h>
#include <Poco/Net/NetException.h>
#include <Poco/NumberParser.h>
#include <Poco/Timespan.h>

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <utility>

namespace relay {

namespace {

constexpr std::size_t kSendPiece = std::size_t{1} << 20U;
constexpr std::size_t kSmallPiece = std::size_t{16} << 10U;  // cheaper to copy than to send alone
constexpr std::size_t kReceivePiece = std::size_t{64} << 10U;
constexpr std::size_t kMaxChunkLine = 256;

// At least one millisecond: to a socket, none means no timeout.
std::chrono::milliseconds timeLeft(std::chrono::steady_clock::time_point deadline) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    return std::max(left, std::chrono::milliseconds(1));
}

[[noreturn]] void throwCutOff() {
    throw Poco::Net::MessageException("the reply was cut off");
}

}  // namespace

Connection::Connection(const Poco::Net::StreamSocket& socket) : HTTPSession(socket) {}

void Connection::setTimeout(std::chrono::milliseconds timeout) {
    const Poco::Timespan limit(std::chrono::duration_cast<std::chrono::microseconds>(timeout).count(
    ));
    if (socket().secure()) {
        return TlsContext::setPatience(socket(), limit);
    }
    socket().setSendTimeout(limit);
    socket().setReceiveTimeout(limit);
}

bool Connection::isIdle() {
    return buffered() == 0 && !socket().poll(Poco::Timespan(0), Poco::Net::Socket::SELECT_READ);
}

void Connection::send(std::span<const std::string_view> pieces, Deadline deadline) {
    std::string joined;
    for (const auto piece : pieces) {
        if (piece.size() <= kSmallPiece) {
            joined += piece;
        }
        if (piece.size() > kSmallPiece || joined.size() > kReceivePiece) {
            sendPiece(std::exchange(joined, {}), deadline);
        }
        if (piece.size() > kSmallPiece) {
            sendPiece(piece, deadline);
        }
    }
    sendPiece(joined, deadline);
}

void Connection::sendPiece(std::string_view bytes, Deadline deadline) {
    while (!bytes.empty()) {
        setTimeout(timeLeft(deadline));
        const auto piece = bytes.substr(0, kSendPiece);
        const int sent =
            socket().sendBytes(piece.data(), static_cast<int>(piece.size()), MSG_NOSIGNAL);
        if (sent <= 0) {
            throw Poco::TimeoutException("sending the request");
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Connection::receiveHead(Poco::Net::HTTPResponse& response, Deadline deadline) {
    setTimeout(timeLeft(deadline));
    do {
        response.clear();
        Poco::Net::HTTPHeaderInputStream stream(*this);
        try {
            response.read(stream);
        } catch (const Poco::Net::NetException&) {
            if (networkException() != nullptr) {
                networkException()->rethrow();
            }
            throw;
        }
    } while (response.getStatus() < Poco::Net::HTTPResponse::HTTP_OK);
    has_brought_reply_ = true;
}

std::string Connection::receiveBody(const Poco::Net::HTTPResponse& response) {
    if (response.getChunkedTransferEncoding()) {
        return receiveChunked();
    }
    if (!response.hasContentLength()) {
        return receiveUntilClosed();
    }
    std::string body;
    receiveExactly(body, static_cast<std::size_t>(response.getContentLength64()));
    return body;
}

std::string Connection::receiveChunked() {
    std::string body;
    while (true) {
        const std::string line = receiveLine();
        unsigned size = 0;
        if (!Poco::NumberParser::tryParseHex(line.substr(0, line.find(';')), size)) {
            throw Poco::Net::MessageException("malformed chunk in the reply");
        }
        if (size == 0) {
            break;
        }
        receiveExactly(body, size);
        receiveLine();
    }
    while (!receiveLine().empty()) {
    }
    return body;
}

std::string Connection::receiveUntilClosed() {
    std::string body;
    std::array<char, kReceivePiece> piece;
    while (const int length = read(piece.data(), static_cast<std::streamsize>(piece.size()))) {
        body.append(piece.data(), static_cast<std::size_t>(length));
    }
    return body;
}

void Connection::receiveExactly(std::string& body, std::size_t length) {
    std::array<char, kReceivePiece> piece;
    while (length > 0) {
        const int received =
            read(piece.data(), static_cast<std::streamsize>(std::min(length, piece.size())));
        if (received <= 0) {
            throwCutOff();
        }
        body.append(piece.data(), static_cast<std::size_t>(received));
        length -= static_cast<std::size_t>(received);
    }
}

std::string Connection::receiveLine() {
    std::string line;
    for (int byte = get(); byte != '\n'; byte = get()) {
        if (byte < 0 || line.size() >= kMaxChunkLine) {
            throwCutOff();
        }
        line += static_cast<char>(byte);
    }
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    return line;
}

}  // namespace relay
