#include "ingest/body_encoding.h"

#include "ingest/body_text.h"

#include <Poco/Base64Decoder.h>
#include <Poco/Exception.h>
#include <Poco/MemoryStream.h>
#include <Poco/URI.h>

#include <algorithm>
#include <iterator>

namespace relay {
namespace {

constexpr std::string_view kDataField = "data=";

// The value of the field `data`; in a form, a plus sign is a blank.
std::optional<std::string> formData(std::string_view body) {
    while (!body.empty()) {
        const auto end = std::min(body.find('&'), body.size());
        if (body.starts_with(kDataField)) {
            std::string value(body.substr(kDataField.size(), end - kDataField.size()));
            std::replace(value.begin(), value.end(), '+', ' ');
            std::string decoded;
            Poco::URI::decode(value, decoded);
            return decoded;
        }
        body.remove_prefix(std::min(end + 1, body.size()));
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> decodeBase64(std::string text) {
    std::replace(text.begin(), text.end(), ' ', '+');
    try {
        Poco::MemoryInputStream stream(text.data(), static_cast<std::streamsize>(text.size()));
        Poco::Base64Decoder decoder(stream);
        std::string decoded{std::istreambuf_iterator<char>(decoder), {}};
        return decoder.bad() ? std::nullopt : std::optional(std::move(decoded));
    } catch (const Poco::Exception&) {
        return std::nullopt;
    }
}

bool isJson(std::string_view text) {
    const auto start = trimJson(skipByteOrderMark(text));
    return start.starts_with('{') || start.starts_with('[');
}

std::optional<std::string> unwrapBody(std::string_view body) {
    const auto text = trimJson(skipByteOrderMark(body));
    if (text.empty() || isJson(text)) {
        return std::nullopt;
    }
    try {
        auto data = formData(text);
        if (data && isJson(*data)) {
            return data;
        }
        auto decoded = decodeBase64(data ? std::move(*data) : std::string(text));
        return decoded && isJson(*decoded) ? decoded : std::nullopt;
    } catch (const Poco::Exception&) {
        return std::nullopt;  // a percent sign without its digits
    }
}

}  // namespace relay
