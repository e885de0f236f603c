#include "http/content_encoding.h"

#include "http/text.h"

namespace http {

std::optional<ContentEncoding> parseContentEncoding(std::string_view value) {
    const auto encoding = toLowerAscii(value);
    if (encoding.empty() || encoding == "identity") {
        return ContentEncoding::kIdentity;
    }
    const bool is_gzip = encoding == "gzip" || encoding == "x-gzip";
    return is_gzip ? std::optional(ContentEncoding::kGzip) : std::nullopt;
}

}  // namespace http
