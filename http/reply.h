#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

// What goes back to the client. Who sends it adds date, length and connection headers.
struct Reply {
    int status = 200;
    std::string body;
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
    std::string_view reason;  // of a refusal, for a log; not sent
    std::string stored_id;    // of what was stored, for a log; not sent
};

// How a reply says where its body ends (RFC 9112 section 6).
enum class BodyEnd { kLength, kChunks, kClose };

// The status line and headers, with the empty line.
std::string serializeHead(const Reply& reply, BodyEnd body_end, bool stays_open);

// A whole reply as it goes over the wire. An answer to HEAD has the length of its body, not the
// body.
std::string serialize(const Reply& reply, bool is_head_request, bool stays_open);

}  // namespace http
