#include "http/content_headers.h"

#include "http/ascii.h"
#include "text/trim.h"

namespace relay {

namespace {

constexpr std::string_view kScheme = "bearer ";

}  // namespace

std::optional<ContentType> parseContentType(std::string_view value) {
    const auto type = toLowerAscii(trim(value.substr(0, value.find(';'))));
    if (type == "application/json") {
        return ContentType::kJson;
    }
    return type == "application/x-ndjson" ? std::optional(ContentType::kNdjson) : std::nullopt;
}

std::optional<ContentEncoding> parseContentEncoding(std::string_view value) {
    const auto encoding = toLowerAscii(value);
    if (encoding.empty() || encoding == "identity") {
        return ContentEncoding::kIdentity;
    }
    return encoding == "gzip" ? std::optional(ContentEncoding::kGzip) : std::nullopt;
}

std::string_view parseBearerToken(std::string_view value) {
    if (toLowerAscii(value.substr(0, kScheme.size())) != kScheme) {
        return {};
    }
    return trim(value.substr(kScheme.size()));
}

}  // namespace relay
