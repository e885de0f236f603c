#pragma once

#include <string>
#include <string_view>

// The small grammar that header fields share (RFC 9110 section 5.6).
namespace http {

std::string toLowerAscii(std::string_view text);

// Without SP and HTAB at both ends; no other character is white space to HTTP.
std::string_view trimBlanks(std::string_view text);

bool isToken(std::string_view text);

// True if a comma-separated list has this member, which is given in lower case.
bool listHas(std::string_view list, std::string_view lower_case_member);

}  // namespace http
