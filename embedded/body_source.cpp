#include "body_source.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerSession.h>
#include <Poco/Net/HTTPStream.h>
#include <Poco/String.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace embedded {
namespace {

[[noreturn]] void failCut() {
    throw BodyError(makeError(3, "The request body ends too early", "UNEXPECTED_END_OF_FILE"));
}

[[noreturn]] void failGarbled() {
    throw BodyError(makeError(117, "The request body is not valid chunked data", "INCORRECT_DATA"));
}

[[noreturn]] void failFraming() {
    throw BodyError(
        makeError(36, "The headers do not say clearly where the request body ends", "BAD_ARGUMENTS")
    );
}

// The connection's bytes after the headers, never more than asked for: the rest is the next
// request.
class SessionReader : private Poco::Net::HTTPStreamBuf {
public:
    explicit SessionReader(Poco::Net::HTTPSession& session)
        : HTTPStreamBuf(session, std::ios::in) {}

    std::size_t read(char* buffer, std::size_t size) {
        int count = 0;
        try {
            count = readFromDevice(buffer, static_cast<std::streamsize>(size));
        } catch (const Poco::Exception&) {
            failCut();
        }
        if (count <= 0) {
            failCut();
        }
        return static_cast<std::size_t>(count);
    }
};

class FixedSource : public BodySource {
public:
    FixedSource(Poco::Net::HTTPSession& session, std::size_t length)
        : reader_(session), left_(length) {}

    std::size_t read(char* buffer, std::size_t size) override {
        if (left_ == 0) {
            return 0;
        }
        const std::size_t count = reader_.read(buffer, std::min(size, left_));
        left_ -= count;
        return count;
    }

    [[nodiscard]] bool isConsumed() const override { return left_ == 0; }

private:
    SessionReader reader_;
    std::size_t left_;
};

// RFC 9112, section 7.1.
class ChunkedSource : public BodySource {
public:
    explicit ChunkedSource(Poco::Net::HTTPSession& session) : reader_(session) {}

    std::size_t read(char* buffer, std::size_t size) override {
        if (left_ == 0 && !ended_) {
            startChunk();
        }
        if (ended_) {
            return 0;
        }
        const std::size_t count = reader_.read(buffer, std::min(size, left_));
        left_ -= count;
        if (left_ == 0 && !readLine().empty()) {
            failGarbled();
        }
        return count;
    }

    [[nodiscard]] bool isConsumed() const override { return ended_; }

private:
    static constexpr std::size_t kMaxLine = 1024;

    void startChunk() {
        const std::string line = readLine();
        const std::string digits = line.substr(0, line.find_first_of("; \t"));
        const char* end = digits.data() + digits.size();
        const auto [stop, failure] = std::from_chars(digits.data(), end, left_, 16);
        if (digits.empty() || failure != std::errc() || stop != end) {
            failGarbled();
        }
        if (left_ == 0) {
            skipTrailers();
            ended_ = true;
        }
    }

    void skipTrailers() {
        while (!readLine().empty()) {
        }
    }

    std::string readLine() {
        std::string line;
        char c = '\0';
        while (reader_.read(&c, 1) == 1 && c != '\n') {
            line += c;
            if (line.size() > kMaxLine) {
                failGarbled();
            }
        }
        if (!line.ends_with('\r')) {
            failGarbled();
        }
        line.pop_back();
        return line;
    }

    SessionReader reader_;
    std::size_t left_ = 0;
    bool ended_ = false;
};

std::size_t parseLength(const std::string& text) {
    std::size_t length = 0;
    const char* end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, length);
    if (failure != std::errc() || stop != end) {
        failFraming();
    }
    return length;
}

// Poco reads the first of several headers only, and takes a negative number.
std::optional<std::size_t> contentLength(const Poco::Net::HTTPServerRequest& request) {
    std::optional<std::size_t> length;
    for (const auto& [name, value] : request) {
        if (Poco::icompare(name, Poco::Net::HTTPMessage::CONTENT_LENGTH) != 0) {
            continue;
        }
        if (length) {
            failFraming();
        }
        length = parseLength(value);
    }
    return length;
}

bool isBodiless(const Poco::Net::HTTPServerRequest& request) {
    return request.getMethod() != Poco::Net::HTTPRequest::HTTP_POST;
}

}  // namespace

// RFC 9112, section 6.3: a length beside an encoding, or an encoding unknown to us, leaves open
// where the body ends.
std::unique_ptr<BodySource> makeWireSource(Poco::Net::HTTPServerRequest& request) {
    auto& session = dynamic_cast<Poco::Net::HTTPServerRequestImpl&>(request).session();
    const auto length = contentLength(request);
    if (request.has(Poco::Net::HTTPMessage::TRANSFER_ENCODING)) {
        if (length || !request.getChunkedTransferEncoding()) {
            failFraming();
        }
        return std::make_unique<ChunkedSource>(session);
    }
    if (length) {
        return std::make_unique<FixedSource>(session, *length);
    }
    if (isBodiless(request)) {
        return std::make_unique<FixedSource>(session, 0);
    }
    throw BodyError(makeError(
        381,
        "Content-Length or chunked Transfer-Encoding is needed for POST",
        "HTTP_LENGTH_REQUIRED"
    ));
}

}  // namespace embedded
