#include "endpoints/preflight.h"

#include "http/text.h"

#include <algorithm>
#include <string>

namespace relay {

namespace {

constexpr std::string_view kReadHeaders = "authorization, content-encoding, content-type";

// The names of a list that are header names, each behind a comma.
std::string namesOf(std::string_view list) {
    std::string names;
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        const auto name = http::trimBlanks(list.substr(0, comma));
        if (http::isToken(name)) {
            names.append(", ").append(name);
        }
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return names;
}

}  // namespace

http::Reply answerPreflight(const http::Request& request) {
    const auto asked = request.header("access-control-request-headers").value_or("");
    http::Reply reply;
    reply.status = 204;
    reply.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS");
    reply.headers.emplace_back(
        "Access-Control-Allow-Headers", std::string(kReadHeaders) + namesOf(asked)
    );
    reply.headers.emplace_back("Access-Control-Max-Age", "86400");
    return reply;
}

}  // namespace relay
