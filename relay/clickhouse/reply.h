#pragma once

#include "clickhouse/client.h"

#include <Poco/Net/HTTPResponse.h>

#include <string>
#include <string_view>

namespace relay {

// Tells success from failure by status, X-ClickHouse-Exception-Code and, for a reply that had
// already begun when the statement failed, the exception block at the body's end that carries the
// reply's X-ClickHouse-Exception-Tag. The body's text never decides.
tl::expected<std::string, ClickHouseError>
judgeReply(const Poco::Net::HTTPResponse& response, std::string body);

// Bounded, one line, without `secret`.
std::string makeLogText(std::string_view text, std::string_view secret);

}  // namespace relay
