#include "endpoints/request_key.h"

#include "http/text.h"
#include "ingest/body_encoding.h"

#include <string_view>

namespace relay {

namespace {

// What stands behind the name of the scheme, which is in lower case here; empty for another scheme.
std::string_view findCredentials(const http::Request& request, std::string_view scheme) {
    const auto value = request.header("authorization").value_or("");
    if (http::toLowerAscii(value.substr(0, scheme.size())) != scheme) {
        return {};
    }
    return http::trimBlanks(value.substr(scheme.size()));
}

std::string withoutSecret(std::string_view key) {
    return std::string(key.substr(0, key.find(':')));
}

}  // namespace

std::string findBearerKey(const http::Request& request) {
    return std::string(findCredentials(request, "bearer "));
}

std::string findWriteKey(const http::Request& request) {
    if (const auto key = request.header("x-write-key")) {
        return withoutSecret(http::trimBlanks(*key));
    }
    const std::string credentials(findCredentials(request, "basic "));
    if (const auto decoded = decodeBase64(credentials); decoded && !decoded->empty()) {
        return withoutSecret(*decoded);
    }
    return std::string(request.queryParameter("writeKey").value_or(""));
}

}  // namespace relay
