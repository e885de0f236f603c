#include "ingest/json_text.h"

namespace relay {

namespace {

constexpr std::string_view kDigits = "0123456789abcdef";
constexpr unsigned char kFirstPrintable = 0x20;
constexpr std::size_t kEscapedControlSize = 6;
constexpr std::size_t kMaxContinuationBytes = 3;

bool isControl(char c) {
    return static_cast<unsigned char>(c) < kFirstPrintable;
}

bool isContinuationByte(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

void appendControl(std::string& out, char c) {
    const auto byte = static_cast<unsigned char>(c);
    out += "\\u00";
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 0x0FU];
}

}  // namespace

void appendJsonString(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (isControl(c)) {
            appendControl(out, c);
            continue;
        }
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    out += '"';
}

std::size_t jsonStringSize(std::string_view text) {
    std::size_t size = 2;
    for (const char c : text) {
        if (isControl(c)) {
            size += kEscapedControlSize;
        } else {
            size += c == '"' || c == '\\' ? 2 : 1;
        }
    }
    return size;
}

std::string_view cutUtf8(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) {
        return text;
    }
    std::size_t end = limit;
    for (std::size_t back = 0; back < kMaxContinuationBytes && end > 0; ++back, --end) {
        if (!isContinuationByte(text[end])) {
            break;
        }
    }
    // Four continuation bytes in a row are no UTF-8 anyway: then the plain limit is as good.
    return text.substr(0, isContinuationByte(text[end]) ? limit : end);
}

}  // namespace relay
