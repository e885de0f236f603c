#include "reply_writer.h"

#include "output_format.h"

#include <Poco/DeflatingStream.h>

#include <random>

namespace embedded {
namespace {

constexpr int kGzipLevel = 3;  // ClickHouse's default http_zlib_compression_level
constexpr std::size_t kTagSize = 16;

std::string makeTag() {
    std::random_device source;
    std::uniform_int_distribution<int> letters('a', 'z');
    std::string tag;
    while (tag.size() < kTagSize) {
        tag += static_cast<char>(letters(source));
    }
    return tag;
}

}  // namespace

ReplyWriter::ReplyWriter(http::Exchange& exchange, std::string version)
    : exchange_(exchange), version_(std::move(version)), exception_tag_(makeTag()) {
    setHeader("X-ClickHouse-Exception-Tag", exception_tag_);
}

void ReplyWriter::setHeader(std::string name, std::string value) {
    reply_.headers.emplace_back(std::move(name), std::move(value));
}

bool ReplyWriter::write(std::string_view bytes) {
    if (body_ != nullptr) {
        body_->write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return true;
    }
    held_.append(bytes);
    if (options_.whole) {
        return held_.size() <= kWholeBytes;
    }
    if (held_.size() > kHeldBytes) {
        start();
    }
    return true;
}

void ReplyWriter::finish(const Progress& progress) {
    if (body_ == nullptr) {
        setHeader("X-ClickHouse-Summary", formatSummary(progress));
        start();
    }
    closeGzip();
    stream_->finish();
}

void ReplyWriter::fail(const EngineError& error) {
    if (body_ == nullptr) {
        sendError(error);
    } else {
        writeExceptionBlock(error);
    }
}

void ReplyWriter::start() {
    setResultHeaders();
    stream_ = &exchange_.stream(reply_);
    body_ = stream_;
    if (options_.gzip) {
        packed_ = std::make_unique<Poco::DeflatingOutputStream>(
            *stream_, Poco::DeflatingStreamBuf::STREAM_GZIP, kGzipLevel
        );
        body_ = packed_.get();
    }
    body_->write(held_.data(), static_cast<std::streamsize>(held_.size()));
    held_.clear();
    held_.shrink_to_fit();
}

void ReplyWriter::setResultHeaders() {
    reply_.content_type = contentType(options_.format);
    setHeader("X-ClickHouse-Format", options_.format);
    if (options_.gzip) {
        setHeader("Content-Encoding", "gzip");
    }
}

void ReplyWriter::closeGzip() {
    if (auto* gzip = dynamic_cast<Poco::DeflatingOutputStream*>(packed_.get())) {
        gzip->close();
    }
}

void ReplyWriter::sendError(const EngineError& error) {
    reply_.status = httpStatus(error.code);
    reply_.content_type = "text/plain; charset=UTF-8";
    reply_.body = withVersion(error, version_);
    setHeader("X-ClickHouse-Exception-Code", std::to_string(error.code));
    exchange_.send(reply_);
}

// As ClickHouse from 25.11 on ends a broken result: marker, tag, text, its length, tag, marker.
void ReplyWriter::writeExceptionBlock(const EngineError& error) {
    const std::string text = withVersion(error, version_);
    *body_ << "\r\n__exception__\r\n"
           << exception_tag_ << "\r\n"
           << text << text.size() << " " << exception_tag_ << "\r\n__exception__\r\n";
    closeGzip();
    stream_->flush();
}

}  // namespace embedded
