#include "authentication.h"

#include <Poco/Base64Decoder.h>
#include <Poco/Exception.h>

#include <iterator>
#include <sstream>

namespace embedded {
namespace {

std::string decodeBase64(std::string_view text) {
    std::istringstream in{std::string(text)};
    Poco::Base64Decoder decoder(in);
    return {std::istreambuf_iterator<char>(decoder), {}};
}

bool isSameText(std::string_view a, std::string_view b) {
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const char other = b.empty() ? '\0' : b[i % b.size()];
        difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i] ^ other));
    }
    return difference == 0;
}

bool hasBasicScheme(std::string_view header) {
    return header.starts_with("Basic ") || header.starts_with("basic ");
}

}  // namespace

std::optional<Credentials> parseBasicAuthorization(std::string_view header) {
    if (!hasBasicScheme(header)) {
        return std::nullopt;
    }
    std::string account;
    try {
        account = decodeBase64(header.substr(6));
    } catch (const Poco::DataFormatException&) {
        return std::nullopt;
    }
    const std::size_t colon = account.find(':');
    if (colon == std::string::npos) {
        return std::nullopt;
    }
    return Credentials{account.substr(0, colon), account.substr(colon + 1)};
}

bool isSameAccount(const Credentials& given, const Credentials& expected) {
    const bool user = isSameText(given.user, expected.user);
    const bool password = isSameText(given.password, expected.password);
    return user && password;
}

}  // namespace embedded
