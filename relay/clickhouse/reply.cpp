#include "clickhouse/reply.h"

#include <Poco/NumberParser.h>
#include <Poco/String.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace relay {

namespace {

constexpr std::size_t kMaxLogText = 1000;

int exceptionCode(const Poco::Net::HTTPResponse& response) {
    int code = 0;
    Poco::NumberParser::tryParse(response.get("X-ClickHouse-Exception-Code", ""), code);
    return code;
}

// The tag is random and new in every reply, so no data can imitate the block.
std::size_t findExceptionBlock(const Poco::Net::HTTPResponse& response, const std::string& body) {
    const auto tag = response.get("X-ClickHouse-Exception-Tag", "");
    return tag.empty() ? std::string::npos : body.rfind("\r\n__exception__\r\n" + tag + "\r\n");
}

}  // namespace

tl::expected<std::string, ClickHouseError>
judgeReply(const Poco::Net::HTTPResponse& response, std::string body) {
    const int status = response.getStatus();
    const int code = exceptionCode(response);
    if (status < 200 || status >= 300 || code != 0) {
        return tl::unexpected(ClickHouseError{
            ClickHouseError::Kind::kServer, status, code, Poco::trim(body)});
    }
    const auto block = findExceptionBlock(response, body);
    if (block != std::string::npos) {
        return tl::unexpected(ClickHouseError{
            ClickHouseError::Kind::kServer, status, 0, Poco::trim(body.substr(block))});
    }
    return body;
}

std::string makeLogText(std::string_view text, std::string_view secret) {
    std::string result(text);
    if (!secret.empty()) {
        Poco::replaceInPlace(result, std::string(secret), std::string("[hidden]"));
    }
    if (result.size() > kMaxLogText) {
        result.resize(kMaxLogText);
        result += "...";
    }
    std::replace_if(
        result.begin(),
        result.end(),
        [](unsigned char byte) { return byte < ' ' || byte == 127; },
        ' '
    );
    return result;
}

}  // namespace relay
