#include "endpoints/content_headers.h"

#include "http/text.h"

namespace relay {

std::optional<ContentType> parseContentType(std::string_view value) {
    const auto type = http::toLowerAscii(http::trimBlanks(value.substr(0, value.find(';'))));
    if (type == "application/json") {
        return ContentType::kJson;
    }
    if (type == "text/plain" || type == "application/x-www-form-urlencoded") {
        return ContentType::kWrapped;
    }
    return type == "application/x-ndjson" ? std::optional(ContentType::kNdjson) : std::nullopt;
}

}  // namespace relay
