#pragma once

#include "authentication.h"

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
    bool native_compression =
        false;  // compress / decompress: ClickHouse's own framing, which is not spoken here
    bool http_compression = false;  // enable_http_compression
    NameValues settings;            // also param_*
};

// Sessions do not exist here: session_id is ignored, and what a request SETs ends with it.
RequestParams readRequestParams(const NameValues& url, const HeaderLookup& header);

}  // namespace embedded
