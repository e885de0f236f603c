#include "reply_writer.h"

#include "output_format.h"

#include <random>

namespace embedded {
namespace {

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

void ReplyWriter::setOptions(ReplyOptions options) {
    options_ = std::move(options);
    if (options_.format == "Native" && options_.client_protocol_version >= kVersionWithBlockInfo) {
        native_.emplace(options_.client_protocol_version);
    }
}

ReplyWriter::Step ReplyWriter::write(std::string_view bytes) {
    if (!native_) {
        return put(bytes);
    }
    std::string encoded;
    return native_->add(bytes, encoded).and_then([&] { return put(encoded); });
}

ReplyWriter::Step ReplyWriter::endResult() {
    if (!native_) {
        return {};
    }
    std::string encoded;
    return native_->finish(encoded).and_then([&] { return put(encoded); });
}

ReplyWriter::Step ReplyWriter::put(std::string_view bytes) {
    if (stream_ != nullptr) {
        send(bytes);
        return {};
    }
    held_.append(bytes);
    if (options_.whole && held_.size() > kWholeBytes) {
        return tl::unexpected(makeError(
            396,
            "The result is too large to be held for wait_end_of_query",
            "TOO_MANY_ROWS_OR_BYTES"
        ));
    }
    if (!options_.whole && held_.size() > kHeldBytes) {
        start();
    }
    return {};
}

void ReplyWriter::finish(const Progress& progress) {
    if (stream_ == nullptr) {
        setHeader("X-ClickHouse-Summary", formatSummary(progress));
        start();
    }
    closeEncoders();
    stream_->finish();
}

void ReplyWriter::fail(const EngineError& error) {
    if (stream_ == nullptr) {
        sendError(error);
    } else {
        writeExceptionBlock(error);
    }
}

void ReplyWriter::start() {
    setResultHeaders();
    if (options_.in_blocks) {
        encoders_.push_back(std::make_unique<BlockEncoder>());
    }
    if (auto encoder = makeEncoder(options_.coding)) {
        encoders_.push_back(std::move(encoder));
    }
    stream_ = &exchange_.stream(reply_);
    send(held_);
    held_.clear();
    held_.shrink_to_fit();
}

void ReplyWriter::setResultHeaders() {
    reply_.content_type = contentType(options_.format);
    setHeader("X-ClickHouse-Format", options_.format);
    if (options_.coding != ContentCoding::kIdentity) {
        setHeader("Content-Encoding", std::string(contentCodingName(options_.coding)));
    }
}

void ReplyWriter::send(std::string_view bytes) {
    std::string packed;
    for (const auto& encoder : encoders_) {
        std::string next;
        encoder->add(bytes, next);
        packed = std::move(next);
        bytes = packed;
    }
    *stream_ << bytes;
}

// Each one's end goes through those after it.
void ReplyWriter::closeEncoders() {
    std::string packed;
    for (const auto& encoder : encoders_) {
        std::string next;
        encoder->add(packed, next);
        encoder->finish(next);
        packed = std::move(next);
    }
    *stream_ << packed;
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
    send(
        "\r\n__exception__\r\n" + exception_tag_ + "\r\n" + text + std::to_string(text.size()) +
        " " + exception_tag_ + "\r\n__exception__\r\n"
    );
    closeEncoders();
    stream_->flush();
}

}  // namespace embedded
