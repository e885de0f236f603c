#include "support/raw_http_client.h"

#include "support/reply_record.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>

namespace test_support {

namespace {

constexpr int kTimeoutSeconds = 60;  // scans of large bodies are slow with a sanitizer
constexpr std::string_view kVersion = " HTTP/1.1";
constexpr int kContinue = 100;

std::string takeLine(std::string& text) {
    const auto end = text.find("\r\n");
    auto line = text.substr(0, end);
    text.erase(0, end + 2);
    return line;
}

void parseHead(std::string head, RawReply& reply) {
    reply.status = std::stoi(takeLine(head).substr(9));
    while (!head.empty()) {
        const auto line = takeLine(head);
        const auto colon = line.find(": ");
        if (colon != std::string::npos) {
            auto name = line.substr(0, colon);
            std::transform(name.begin(), name.end(), name.begin(), [](char c) {
                return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
            });
            reply.headers[name] = line.substr(colon + 2);
        }
    }
}

}  // namespace

RawHttpClient::RawHttpClient(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval timeout{kTimeoutSeconds, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        close(socket_);
        throw std::runtime_error("cannot connect");
    }
}

RawHttpClient::~RawHttpClient() {
    close(socket_);
}

bool RawHttpClient::send(std::string_view bytes) {
    const auto line = bytes.substr(0, bytes.find("\r\n"));
    if (line.ends_with(kVersion)) {
        request_ = line.substr(0, line.size() - kVersion.size());
    }
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void RawHttpClient::finishSending() {
    shutdown(socket_, SHUT_WR);
}

RawReply RawHttpClient::receive(bool has_body) {
    RawReply reply;
    auto end = buffer_.find("\r\n\r\n");
    for (; end == std::string::npos; end = buffer_.find("\r\n\r\n")) {
        if (!fill()) {
            return reply;
        }
    }
    parseHead(buffer_.substr(0, end + 2), reply);
    buffer_.erase(0, end + 4);
    const auto length = reply.headers.find("content-length");
    const std::size_t size =
        has_body && length != reply.headers.end() ? std::stoul(length->second) : 0;
    while (buffer_.size() < size && fill()) {
    }
    reply.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    if (reply.status != kContinue && reply.body.size() == size) {
        recordReply(request_, reply.status, reply.headers, reply.body);
    }
    return reply;
}

bool RawHttpClient::isClosedByServer() {
    if (!buffer_.empty()) {
        return false;
    }
    char byte = 0;
    const auto size = recv(socket_, &byte, 1, 0);
    return size == 0 || (size < 0 && errno == ECONNRESET);
}

bool RawHttpClient::fill() {
    std::array<char, 65536> bytes{};
    const auto size = recv(socket_, bytes.data(), bytes.size(), 0);
    if (size <= 0) {
        return false;
    }
    buffer_.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
}

std::string makeRequest(
    std::string_view method,
    std::string_view target,
    std::string_view headers,
    std::string_view body
) {
    std::string text(method);
    text.append(" ").append(target).append(" HTTP/1.1\r\nHost: relay\r\n").append(headers);
    text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
    return text.append(body);
}

std::string gzip(std::string_view text) {
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string input(text);
    std::string out(deflateBound(&stream, static_cast<uLong>(input.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

}  // namespace test_support
