#include "clickhouse/server_reply.h"

#include <Poco/NumberParser.h>
#include <Poco/String.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <system_error>
#include <utility>

namespace relay {

namespace {

// ClickHouse closes after keep_alive_timeout, 30 s by default, and proxies do it after less, at
// times without a word.
constexpr std::chrono::seconds kMaxIdle{10};
constexpr std::string_view kTimeout = "timeout=";  // in Keep-Alive

constexpr const char* kNameLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
constexpr std::size_t kLongestName = 100;

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

// The last word in brackets that looks like one: "Code: 60. DB::Exception: … (UNKNOWN_TABLE)
// (version …)".
std::string exceptionName(const std::string& text) {
    for (auto end = text.rfind(')'); end != std::string::npos && end > 0;
         end = text.rfind(')', end - 1)) {
        const auto start = text.find_last_not_of(kNameLetters, end - 1);
        if (start != std::string::npos && text[start] == '(' && end - start > 3 &&
            end - start <= kLongestName) {
            return text.substr(start, end - start + 1);
        }
    }
    return {};
}

bool isInsideCharacter(const std::string& text, std::size_t position) {
    return (static_cast<unsigned char>(text[position]) & 0xC0U) == 0x80U;
}

void cut(std::string& text, std::size_t limit) {
    if (text.size() <= limit) {
        return;
    }
    const auto name = exceptionName(text);
    while (limit > 0 && isInsideCharacter(text, limit)) {
        --limit;
    }
    text.resize(limit);
    text += "..." + name;
}

}  // namespace

tl::expected<std::string, ClickHouseError>
judgeReply(const Poco::Net::HTTPResponse& response, std::string body) {
    const int status = response.getStatus();
    const int code = exceptionCode(response);
    if (status < 200 || status >= 300 || code != 0) {
        auto text = Poco::trim(body);
        if (text.empty()) {
            text = "HTTP status " + std::to_string(status) + " without a text";
        }
        return tl::unexpected(ClickHouseError{
            ClickHouseError::Kind::kServer, status, code, std::move(text)});
    }
    const auto block = findExceptionBlock(response, body);
    if (block != std::string::npos) {
        return tl::unexpected(ClickHouseError{
            ClickHouseError::Kind::kServer, status, 0, Poco::trim(body.substr(block))});
    }
    return body;
}

// Half of what the server grants, for the request has yet to get there.
std::chrono::milliseconds maxIdle(const Poco::Net::HTTPResponse& response) {
    const std::string granted = response.get("Keep-Alive", "");
    const auto start = granted.find(kTimeout);
    if (start == std::string::npos) {
        return kMaxIdle;
    }
    unsigned seconds = 0;
    const char* digits = granted.data() + start + kTimeout.size();
    if (std::from_chars(digits, granted.data() + granted.size(), seconds).ec != std::errc()) {
        return kMaxIdle;
    }
    return std::min<std::chrono::milliseconds>(kMaxIdle, std::chrono::milliseconds(500) * seconds);
}

std::string
makeLogText(std::string_view text, const std::vector<std::string>& secrets, std::size_t limit) {
    std::string result(text);
    for (const auto& secret : secrets) {
        if (!secret.empty()) {
            Poco::replaceInPlace(result, secret, std::string("[hidden]"));
        }
    }
    cut(result, limit);
    std::replace_if(
        result.begin(),
        result.end(),
        [](unsigned char byte) { return byte < ' ' || byte == 127; },
        ' '
    );
    return result;
}

}  // namespace relay
