#include "request_params.h"

#include <algorithm>
#include <array>

namespace embedded {
namespace {

// Parameters of the HTTP interface itself that mean nothing to one account, without sessions and
// roles.
constexpr std::array<std::string_view, 9> kIgnored{
    "quota_key",
    "session_id",
    "session_timeout",
    "session_check",
    "close_session",
    "role",
    "buffer_size",
    "stacktrace",
    "client_protocol_version",
};

bool isOn(const std::string& value) {
    return value == "1" || value == "true";
}

bool isIgnored(const std::string& name) {
    return std::find(kIgnored.begin(), kIgnored.end(), name) != kIgnored.end();
}

// One URL parameter; false if it is a setting.
bool readReserved(
    const std::string& name,
    const std::string& value,
    RequestParams& params,
    Credentials& account
) {
    if (name == "query") {
        params.query = value;
    } else if (name == "database") {
        params.database = value;
    } else if (name == "default_format") {
        params.default_format = value;
    } else if (name == "query_id") {
        params.query_id = value;
    } else if (name == "user") {
        account.user = value;
    } else if (name == "password") {
        account.password = value;
    } else if (name == "wait_end_of_query") {
        params.wait_end_of_query = isOn(value);
    } else if (name == "compress" || name == "decompress") {
        params.native_compression |= isOn(value);
    } else {
        return isIgnored(name);
    }
    return true;
}

void readUrl(const NameValues& url, RequestParams& params) {
    Credentials account{.user = "default", .password = ""};
    for (const auto& [name, value] : url) {
        if (readReserved(name, value, params, account)) {
            continue;
        }
        if (name == "enable_http_compression") {
            params.http_compression = isOn(value);
        }
        params.settings.emplace_back(name, value);
    }
    params.credentials = account;
}

}  // namespace

RequestParams readRequestParams(const NameValues& url, const HeaderLookup& header) {
    RequestParams params;
    params.database = header("X-ClickHouse-Database").value_or("");
    params.default_format = header("X-ClickHouse-Format").value_or(params.default_format);
    readUrl(url, params);
    if (const auto user = header("X-ClickHouse-User")) {
        params.credentials = Credentials{*user, header("X-ClickHouse-Key").value_or("")};
    } else if (const auto authorization = header("Authorization")) {
        params.credentials = parseBasicAuthorization(*authorization);
    }
    return params;
}

}  // namespace embedded
