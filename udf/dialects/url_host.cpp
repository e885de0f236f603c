#include "dialects/url_host.h"

#include "json/digits.h"

#include <algorithm>

namespace dialects {
namespace {

constexpr std::string_view kBehindScheme = "://";

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isOfScheme(char c) {
    return isLetter(c) || json::isDigit(c) || c == '+' || c == '.' || c == '-';
}

bool isOfHost(char c) {
    return isOfScheme(c) ? c != '+' : c == '_' || c == ':' || c == '[' || c == ']';
}

}  // namespace

std::string_view findUrlHost(std::string_view url) {
    const auto scheme = url.substr(0, url.find(':'));
    if (scheme.empty() || !isLetter(scheme.front()) || !std::ranges::all_of(scheme, isOfScheme)) {
        return {};
    }
    auto rest = url.substr(scheme.size());
    if (!rest.starts_with(kBehindScheme)) {
        return {};
    }
    rest.remove_prefix(kBehindScheme.size());
    const auto host = rest.substr(0, rest.find_first_of("/?#"));
    return std::ranges::all_of(host, isOfHost) ? host : std::string_view();
}

}  // namespace dialects
