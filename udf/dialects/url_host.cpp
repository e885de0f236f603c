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
    const auto* const scheme_end = std::ranges::find_if_not(url, isOfScheme);
    const auto scheme = url.substr(0, static_cast<std::size_t>(scheme_end - url.begin()));
    auto rest = url.substr(scheme.size());
    if (scheme.empty() || !isLetter(scheme.front()) || !rest.starts_with(kBehindScheme)) {
        return {};
    }
    rest.remove_prefix(kBehindScheme.size());
    const auto* const host_end = std::ranges::find_if_not(rest, isOfHost);
    const auto host = rest.substr(0, static_cast<std::size_t>(host_end - rest.begin()));
    const auto behind = rest.substr(host.size());
    const bool is_whole =
        behind.empty() || behind.front() == '/' || behind.front() == '?' || behind.front() == '#';
    return is_whole ? host : std::string_view();
}

}  // namespace dialects
