#pragma once

#include "authentication.h"
#include "session_request.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace embedded {

using NameValues = std::vector<std::pair<std::string, std::string>>;

// The value of a request header, or nothing.
using HeaderLookup = std::function<std::optional<std::string>(const std::string& name)>;

// What a request asks for, before its body is read.
struct RequestParams {
    std::string query;
    std::string database;
    std::string default_format = "TabSeparated";
    std::string query_id;  // empty: to be made
    std::optional<Credentials> credentials;
    bool wait_end_of_query = false;
    bool compress = false;                      // the reply in ClickHouse's own blocks
    bool decompress = false;                    // the body is in them
    bool http_compression = true;               // enable_http_compression
    std::uint64_t client_protocol_version = 0;  // of the format Native
    std::optional<SessionRequest> session;
    NameValues settings;  // also param_*
};

RequestParams readRequestParams(const NameValues& url, const HeaderLookup& header);

}  // namespace embedded
