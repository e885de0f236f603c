#include "content_coding.h"

#include "gzip_encoder.h"
#include "http/text.h"
#include "lz4_frame_encoder.h"
#include "zstd_encoder.h"

#include <array>

namespace embedded {
namespace {

// In the order of ClickHouse's preference.
constexpr std::array kCodings{ContentCoding::kZstd, ContentCoding::kLz4, ContentCoding::kGzip};

}  // namespace

std::optional<ContentCoding> parseContentCoding(std::string_view header) {
    const auto name = http::toLowerAscii(header);
    if (name.empty() || name == "identity") {
        return ContentCoding::kIdentity;
    }
    if (name == "x-gzip") {
        return ContentCoding::kGzip;
    }
    for (const auto coding : kCodings) {
        if (name == contentCodingName(coding)) {
            return coding;
        }
    }
    return std::nullopt;
}

ContentCoding chooseContentCoding(std::string_view accept_encoding) {
    for (const auto coding : kCodings) {
        if (accept_encoding.find(contentCodingName(coding)) != std::string_view::npos) {
            return coding;
        }
    }
    return ContentCoding::kIdentity;
}

std::string_view contentCodingName(ContentCoding coding) {
    switch (coding) {
        case ContentCoding::kIdentity:
            return "identity";
        case ContentCoding::kGzip:
            return "gzip";
        case ContentCoding::kLz4:
            return "lz4";
        case ContentCoding::kZstd:
            return "zstd";
    }
    return "identity";
}

std::unique_ptr<Encoder> makeEncoder(ContentCoding coding) {
    switch (coding) {
        case ContentCoding::kIdentity:
            return nullptr;
        case ContentCoding::kGzip:
            return std::make_unique<GzipEncoder>();
        case ContentCoding::kLz4:
            return std::make_unique<Lz4FrameEncoder>();
        case ContentCoding::kZstd:
            return std::make_unique<ZstdEncoder>();
    }
    return nullptr;
}

}  // namespace embedded
