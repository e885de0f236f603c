#include "config/setting_parsers.h"

#include <Poco/Exception.h>
#include <Poco/String.h>
#include <Poco/URI.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

namespace relay {

namespace {

constexpr std::array<std::pair<std::string_view, LogLevel>, 7> kLevels{{
    {"silent", LogLevel::kSilent},
    {"fatal", LogLevel::kFatal},
    {"error", LogLevel::kError},
    {"warn", LogLevel::kWarn},
    {"info", LogLevel::kInfo},
    {"debug", LogLevel::kDebug},
    {"trace", LogLevel::kTrace},
}};

constexpr std::size_t kMaxIdentifierLength = 200;

}  // namespace

tl::expected<std::uint64_t, std::string>
parseNumber(std::string_view text, std::uint64_t low, std::uint64_t high) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < low || value > high) {
        return tl::make_unexpected(
            "must be a whole number from " + std::to_string(low) + " to " + std::to_string(high)
        );
    }
    return value;
}

tl::expected<bool, std::string> parseBoolean(std::string_view text) {
    if (text == "true" || text == "false") {
        return text == "true";
    }
    return tl::make_unexpected(std::string("must be true or false"));
}

tl::expected<LogLevel, std::string> parseLogLevel(std::string_view text) {
    for (const auto& [name, level] : kLevels) {
        if (name == text) {
            return level;
        }
    }
    return tl::make_unexpected(
        std::string("must be silent, fatal, error, warn, info, debug or trace")
    );
}

tl::expected<std::string, std::string> parseCredential(std::string_view text) {
    const bool has_controls = std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
    if (has_controls) {
        return tl::make_unexpected(
            std::string("must not hold control characters, such as a newline at its end")
        );
    }
    return std::string(text);
}

std::vector<std::string> splitList(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const auto comma = text.find(',');
        const auto item = Poco::trim(std::string(text.substr(0, comma)));
        if (!item.empty()) {
            items.push_back(item);
        }
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    return items;
}

tl::expected<std::string, std::string> parseClickHouseUrl(std::string_view text) {
    const std::string expectation = "must be http://host[:port] or https://host[:port]";
    try {
        const Poco::URI uri{std::string(text)};
        if (!uri.getUserInfo().empty()) {
            return tl::make_unexpected(std::string(
                "must not hold a user or password: use CLICKHOUSE_USER and CLICKHOUSE_PASSWORD"
            ));
        }
        const bool is_http = uri.getScheme() == "http" || uri.getScheme() == "https";
        if (!is_http || uri.getHost().empty() || !uri.getRawQuery().empty() ||
            !uri.getFragment().empty()) {
            return tl::make_unexpected(expectation);
        }
    } catch (const Poco::Exception&) {
        return tl::make_unexpected(expectation);
    }
    return std::string(text);
}

tl::expected<std::string, std::string> parseBasePath(std::string_view text) {
    const auto path = text.ends_with('/') ? text.substr(0, text.size() - 1) : text;
    const bool is_plain = std::all_of(path.begin(), path.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               std::string_view("/-._~").find(c) != std::string_view::npos;
    });
    if (!is_plain || (!path.empty() && !path.starts_with('/')) ||
        text.find("//") != std::string_view::npos) {
        return tl::make_unexpected(
            std::string("must be a path such as /ingest, of letters, digits, -, ., _ and ~")
        );
    }
    return std::string(path);
}

tl::expected<std::string, std::string> parseIdentifier(std::string_view text) {
    const bool has_legal_characters = std::all_of(text.begin(), text.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    });
    if (text.empty() || text.size() > kMaxIdentifierLength || !has_legal_characters ||
        std::isdigit(static_cast<unsigned char>(text.front())) != 0) {
        return tl::make_unexpected(std::string(
            "must be a plain identifier: letters, digits and underscores, no digit first"
        ));
    }
    return std::string(text);
}

tl::expected<std::string, std::string> parseClusterName(std::string_view text) {
    const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    });
    if (text.empty() || text.size() > kMaxIdentifierLength || !is_plain) {
        return tl::make_unexpected(std::string(
            "must be a name from remote_servers: letters, digits, underscores and dashes"
        ));
    }
    return std::string(text);
}

}  // namespace relay
