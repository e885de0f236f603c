#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace relay {

// The head of an HTTP request, and who sent it.
struct Request {
    std::string method;
    std::string path;   // without the query
    std::string query;  // without the question mark
    bool is_http_10 = false;
    std::map<std::string, std::string, std::less<>>
        headers;  // lower-case names; repeats joined by ", "
    std::optional<std::uint64_t> content_length;
    bool is_chunked = false;
    std::string peer_ip;

    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;

    // True if the query has this parameter, with or without a value.
    [[nodiscard]] bool hasQueryParameter(std::string_view name) const;
};

}  // namespace relay
