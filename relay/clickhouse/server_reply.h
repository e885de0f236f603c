#pragma once

#include "clickhouse/client.h"

#include <Poco/Net/HTTPResponse.h>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

// Tells success from failure by status, X-ClickHouse-Exception-Code and, for a reply that had
// already begun when the statement failed, the exception block at the body's end that carries the
// reply's X-ClickHouse-Exception-Tag. The body's text never decides.
tl::expected<std::string, ClickHouseError>
judgeReply(const Poco::Net::HTTPResponse& response, std::string body);

// How long the connection may idle after this reply and still be used again.
std::chrono::milliseconds maxIdle(const Poco::Net::HTTPResponse& response);

// One line of a server's message: without `secrets`, which are hidden in their order, cut after
// `limit` bytes, and then with the exception's name, which stands behind what was cut.
std::string
makeLogText(std::string_view text, const std::vector<std::string>& secrets, std::size_t limit);

}  // namespace relay
