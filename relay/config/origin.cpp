#include "config/origin.h"

#include "config/setting_parsers.h"

#include <algorithm>
#include <array>
#include <optional>

namespace relay {

namespace {

constexpr std::string_view kHostMarks = "-._";
constexpr std::string_view kWildcard = "*.";
constexpr std::string_view kAnyPort = ":*";

// Pages of the machine itself, whose development servers choose their ports.
constexpr std::array<std::string_view, 2> kLocal{"http://localhost:*", "http://127.0.0.1:*"};

bool consistsOf(std::string_view text, std::string_view marks) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [marks](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    });
}

// A host name or IPv4 address, or an IPv6 address in brackets.
bool isHost(std::string_view text) {
    if (text.starts_with('[') && text.ends_with(']')) {
        return consistsOf(text.substr(1, text.size() - 2), ":.");
    }
    if (text.starts_with(kWildcard)) {
        text.remove_prefix(kWildcard.size());
        return consistsOf(text, kHostMarks) && text.find('.') != std::string_view::npos;
    }
    return consistsOf(text, kHostMarks);
}

bool isDefaultPort(std::string_view scheme, std::string_view port) {
    return (scheme == "https" && port == "443") || (scheme == "http" && port == "80");
}

std::optional<std::string> normalize(std::string_view text) {
    if (std::ranges::find(kLocal, text) != kLocal.end()) {
        return std::string(text);
    }
    const auto separator = text.find("://");
    if (separator == std::string_view::npos || !consistsOf(text.substr(0, separator), "+-.")) {
        return std::nullopt;
    }
    const auto scheme = text.substr(0, separator);
    auto host = text.substr(separator + 3);
    std::string_view port;
    const auto colon = host.rfind(':');
    if (colon != std::string_view::npos && !host.ends_with(']')) {
        port = host.substr(colon + 1);
        if (!parseNumber(port, 1, 65'535)) {
            return std::nullopt;
        }
        host = host.substr(0, colon);
    }
    if (!isHost(host)) {
        return std::nullopt;
    }
    const bool has_port = !port.empty() && !isDefaultPort(scheme, port);
    return std::string(has_port ? text : text.substr(0, separator + 3 + host.size()));
}

// Also on the default one, which an origin leaves out.
bool isOnAnyPort(std::string_view origin, std::string_view host) {
    if (!origin.starts_with(host)) {
        return false;
    }
    const auto port = origin.substr(host.size());
    return port.empty() || (port.starts_with(':') && parseNumber(port.substr(1), 1, 65'535));
}

}  // namespace

tl::expected<std::string, std::string> parseOrigin(std::string_view text) {
    if (auto origin = normalize(text)) {
        return *origin;
    }
    const auto start = "has \"" + std::string(text) + "\", which is no origin: ";
    const bool has_star = text.find('*') != std::string_view::npos;
    return tl::make_unexpected(
        start + (has_star ? "* can only be the first label of a host, as in https://*.example.com, "
                            "or the port of "
                            "http://localhost:* and http://127.0.0.1:*"
                          : "use scheme://host or scheme://host:port, lower case, without a path")
    );
}

bool listsOrigin(std::string_view entry, std::string_view origin) {
    if (entry.ends_with(kAnyPort)) {
        return isOnAnyPort(origin, entry.substr(0, entry.size() - kAnyPort.size()));
    }
    const auto star = entry.find('*');
    if (star == std::string_view::npos) {
        return entry == origin;
    }
    const auto before = entry.substr(0, star);
    const auto after = entry.substr(star + 1);
    return origin.size() > before.size() + after.size() && origin.starts_with(before) &&
           origin.ends_with(after) &&
           consistsOf(
               origin.substr(before.size(), origin.size() - before.size() - after.size()), "-_"
           );
}

}  // namespace relay
