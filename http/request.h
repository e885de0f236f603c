#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace http {

// The head of a request, and who sent it.
struct Request {
    std::string method;
    std::string path;   // without the query
    std::string query;  // without the question mark
    bool is_http_10 = false;
    // Lower-case names; repeats joined by ", ".
    std::map<std::string, std::string, std::less<>> headers;
    std::optional<std::uint64_t> content_length;
    bool is_chunked = false;
    std::string peer_ip;

    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;

    // A parameter of the query as it stands there; empty where it has no value.
    [[nodiscard]] std::optional<std::string_view> queryParameter(std::string_view name) const;

    // The client would send its next request on the same connection (RFC 9112 section 9.3).
    [[nodiscard]] bool wantsToStay() const;

    // The client waits to be told before it sends its body (RFC 9110 section 10.1.1).
    [[nodiscard]] bool waitsForContinue() const;
};

}  // namespace http
