#include "request_params.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace embedded {
namespace {

// Parameters of the HTTP interface itself that mean nothing to one account, without roles.
constexpr std::array<std::string_view, 4> kIgnored{
    "quota_key",
    "role",
    "buffer_size",
    "stacktrace"};

bool isOn(const std::string& value) {
    return value == "1" || value == "true";
}

bool isIgnored(const std::string& name) {
    return std::find(kIgnored.begin(), kIgnored.end(), name) != kIgnored.end();
}

// False if it is none of a session.
bool readSession(const std::string& name, const std::string& value, SessionRequest& session) {
    if (name == "session_id") {
        session.id = value;
    } else if (name == "session_timeout") {
        session.timeout = value;
    } else if (name == "session_check") {
        session.must_exist = isOn(value);
    } else if (name == "close_session") {
        session.close = isOn(value);
    } else {
        return false;
    }
    return true;
}

// What is no number is 0.
std::uint64_t readNumber(const std::string& text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
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
    } else if (name == "compress") {
        params.compress = isOn(value);
    } else if (name == "decompress") {
        params.decompress = isOn(value);
    } else if (name == "client_protocol_version") {
        params.client_protocol_version = readNumber(value);
    } else {
        return isIgnored(name);
    }
    return true;
}

void readUrl(const NameValues& url, RequestParams& params) {
    Credentials account{.user = "default", .password = ""};
    SessionRequest session;
    for (const auto& [name, value] : url) {
        if (readReserved(name, value, params, account) || readSession(name, value, session)) {
            continue;
        }
        if (name == "enable_http_compression") {
            params.http_compression = isOn(value);
        }
        params.settings.emplace_back(name, value);
    }
    params.credentials = account;
    if (!session.id.empty()) {
        params.session = std::move(session);
    }
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
