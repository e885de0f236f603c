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

ReplyWriter::ReplyWriter(Poco::Net::HTTPServerResponse& response, std::string version)
    : response_(response), version_(std::move(version)), exception_tag_(makeTag()) {
    response_.set("X-ClickHouse-Exception-Tag", exception_tag_);
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
        response_.set("X-ClickHouse-Summary", formatSummary(progress));
        start();
    }
    if (auto* gzip = dynamic_cast<Poco::DeflatingOutputStream*>(packed_.get())) {
        gzip->close();
    }
    body_->flush();
}

bool ReplyWriter::fail(const EngineError& error) {
    if (body_ == nullptr) {
        sendError(error);
        return false;
    }
    writeExceptionBlock(error);
    return true;
}

void ReplyWriter::start() {
    setResultHeaders();
    std::ostream& raw = response_.send();
    body_ = &raw;
    if (options_.gzip) {
        packed_ = std::make_unique<Poco::DeflatingOutputStream>(
            raw, Poco::DeflatingStreamBuf::STREAM_GZIP, kGzipLevel
        );
        body_ = packed_.get();
    }
    body_->write(held_.data(), static_cast<std::streamsize>(held_.size()));
    held_.clear();
    held_.shrink_to_fit();
}

void ReplyWriter::setResultHeaders() {
    response_.setContentType(contentType(options_.format));
    response_.set("X-ClickHouse-Format", options_.format);
    if (options_.gzip) {
        response_.set("Content-Encoding", "gzip");
    }
    response_.setChunkedTransferEncoding(options_.chunked);
    if (!options_.chunked) {
        response_.setKeepAlive(false);
    }
}

void ReplyWriter::sendError(const EngineError& error) {
    const std::string text = withVersion(error, version_);
    response_.setStatusAndReason(
        static_cast<Poco::Net::HTTPResponse::HTTPStatus>(httpStatus(error.code))
    );
    response_.set("X-ClickHouse-Exception-Code", std::to_string(error.code));
    response_.setContentType("text/plain; charset=UTF-8");
    response_.setContentLength(static_cast<std::streamsize>(text.size()));
    response_.send() << text << std::flush;
}

// As ClickHouse from 25.11 on ends a broken result: marker, tag, text, its length, tag, marker.
void ReplyWriter::writeExceptionBlock(const EngineError& error) {
    const std::string text = withVersion(error, version_);
    *body_ << "\r\n__exception__\r\n"
           << exception_tag_ << "\r\n"
           << text << text.size() << " " << exception_tag_ << "\r\n__exception__\r\n";
    if (auto* gzip = dynamic_cast<Poco::DeflatingOutputStream*>(packed_.get())) {
        gzip->close();
    }
    body_->flush();
}

}  // namespace embedded
