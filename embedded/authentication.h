#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace embedded {

struct Credentials {
    std::string user;
    std::string password;
};

// The account of an `Authorization: Basic …` header; nothing if it is not one.
std::optional<Credentials> parseBasicAuthorization(std::string_view header);

// Compares in a time that does not depend on where the two differ.
bool isSameAccount(const Credentials& given, const Credentials& expected);

}  // namespace embedded
