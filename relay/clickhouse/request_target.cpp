#include "clickhouse/request_target.h"

#include <cstddef>

namespace relay {

namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

bool isUnreserved(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' || byte == '~';
}

void appendEncoded(std::string& target, std::string_view text) {
    for (const char byte : text) {
        if (isUnreserved(byte)) {
            target += byte;
            continue;
        }
        const auto value = static_cast<unsigned char>(byte);
        target += '%';
        target += kHexDigits[static_cast<std::size_t>(value >> 4U)];
        target += kHexDigits[static_cast<std::size_t>(value & 15U)];
    }
}

}  // namespace

std::string buildRequestTarget(std::string_view path, const UrlParameters& parameters) {
    std::string target(path.empty() ? "/" : path);
    char separator = '?';
    for (const auto& [name, value] : parameters) {
        target += separator;
        appendEncoded(target, name);
        target += '=';
        appendEncoded(target, value);
        separator = '&';
    }
    return target;
}

}  // namespace relay
