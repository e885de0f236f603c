#include "upkeep/doctor/origin_check.h"

#include "config/origin.h"
#include "endpoints/access.h"

#include <string_view>

namespace relay {

namespace {

struct Parts {
    std::string_view scheme;
    std::string_view host;
    std::string_view port;
};

Parts split(std::string_view origin) {
    Parts parts;
    const auto separator = origin.find("://");
    parts.scheme = origin.substr(0, separator);
    parts.host = origin.substr(separator + 3);
    const auto colon = parts.host.rfind(':');
    if (colon != std::string_view::npos && !parts.host.ends_with(']')) {
        parts.port = parts.host.substr(colon + 1);
        parts.host = parts.host.substr(0, colon);
    }
    return parts;
}

bool isUnder(std::string_view host, std::string_view domain) {
    return host.size() > domain.size() && host.ends_with(domain) &&
           host[host.size() - domain.size() - 1] == '.';
}

// How the entry differs from the origin; empty where they have little in common.
std::string differenceOf(const Parts& origin, const Parts& entry) {
    if (entry.host == origin.host) {
        return entry.scheme != origin.scheme ? "the scheme differs" : "the port differs";
    }
    if (entry.host.starts_with("*.")) {
        const auto domain = entry.host.substr(2);
        if (origin.host == domain) {
            return "* does not stand for the domain itself";
        }
        return isUnder(origin.host, domain)
                   ? "* stands for one label of a host, and for no port or other scheme"
                   : "";
    }
    const bool is_subdomain = isUnder(origin.host, entry.host) || isUnder(entry.host, origin.host);
    return is_subdomain ? "a subdomain is another host" : "";
}

std::string whyNotListed(const std::string& origin, const std::vector<std::string>& entries) {
    if (entries.empty()) {
        return "ALLOWED_ORIGINS is empty";
    }
    for (const auto& entry : entries) {
        const auto difference = differenceOf(split(origin), split(entry));
        if (!difference.empty()) {
            return std::string("ALLOWED_ORIGINS has ")
                .append(entry)
                .append(": ")
                .append(difference);
        }
    }
    return "none of the " + std::to_string(entries.size()) + " in ALLOWED_ORIGINS is like it";
}

}  // namespace

Finding checkOrigin(const Config& config, const std::string& origin) {
    Finding finding{FindingState::kWrong, "origin", {}, {}};
    const auto parsed = parseOrigin(origin);
    if (!parsed || *parsed != origin || origin.find('*') != std::string::npos) {
        finding.text = "no browser sends " + origin + " as an origin";
        finding.remedy =
            parsed && origin.find('*') == std::string::npos
                ? "Browsers write " + *parsed + "."
                : "Write scheme://host or scheme://host:port, lower case, without a path.";
        return finding;
    }
    if (!AccessPolicy(config).isListedOrigin(origin)) {
        finding.text = origin + " is refused: " + whyNotListed(origin, config.allowed_origins);
        finding.remedy = "Add " + origin + " to ALLOWED_ORIGINS and restart the relay.";
        return finding;
    }
    finding.state = FindingState::kOk;
    finding.text =
        origin + " is accepted, " +
        (config.require_api_key ? "with a key of PUBLIC_API_KEYS" : "with or without an api key");
    return finding;
}

}  // namespace relay
