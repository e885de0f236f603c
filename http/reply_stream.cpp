#include "http/reply_stream.h"

#include <Poco/NumberFormatter.h>

#include <string>

namespace http {

namespace {

constexpr std::streamsize kChunkSize = std::streamsize{64} * 1024;

}  // namespace

ReplyStream::ReplyStream(Connection& connection, Framing framing)
    : std::ostream(nullptr),
      connection_(connection),
      framing_(framing),
      buffer_(connection, framing) {
    rdbuf(&buffer_);
    exceptions(std::ios::badbit);
}

void ReplyStream::finish() {
    flush();
    if (framing_ == Framing::kChunks) {
        connection_.send("0\r\n\r\n");
    }
    is_finished_ = true;
}

ReplyStream::Buffer::Buffer(Connection& connection, Framing framing)
    : Poco::BufferedStreamBuf(kChunkSize, std::ios::out),
      connection_(connection),
      framing_(framing) {}

int ReplyStream::Buffer::writeToDevice(const char* bytes, std::streamsize size) {
    const std::string_view text(bytes, static_cast<std::size_t>(size));
    if (framing_ == Framing::kEndOfConnection) {
        connection_.send(text);
    } else if (framing_ == Framing::kChunks && !text.empty()) {  // an empty one would be the last
        std::string chunk =
            Poco::NumberFormatter::formatHex(static_cast<Poco::UInt64>(text.size()));
        chunk.append("\r\n").append(text).append("\r\n");
        connection_.send(chunk);
    }
    return static_cast<int>(size);
}

}  // namespace http
