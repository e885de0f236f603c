#include "ingest/event_token.h"

#include "ingest/key_collector.h"
#include "json/parser.h"

namespace relay {
namespace {

using json::Token;
using json::TokenKind;

class TokenCapture {
public:
    void begin(std::string_view /*source*/) { *this = {}; }

    bool onToken(const Token& token) {
        switch (token.kind) {
            case TokenKind::kKey:
                is_properties_ = depth_ == 1 ? token.text == "properties" : is_properties_;
                is_token_ = token.text == "token" && (depth_ == 1 || isInProperties());
                break;
            case TokenKind::kString:
                if (is_token_) {
                    (depth_ == 1 ? event_token : properties_token) =
                        token.text.substr(0, kMaxKeyBytes);
                }
                is_token_ = false;
                break;
            case TokenKind::kStartObject:
            case TokenKind::kStartArray:
                ++depth_;
                is_token_ = false;
                break;
            case TokenKind::kEndObject:
            case TokenKind::kEndArray:
                --depth_;
                break;
            default:
                is_token_ = false;
        }
        return true;
    }

    [[nodiscard]] bool skipsValue() const { return !is_token_ && !(depth_ == 1 && is_properties_); }

    std::string event_token;
    std::string properties_token;

private:
    [[nodiscard]] bool isInProperties() const { return depth_ == 2 && is_properties_; }

    std::size_t depth_ = 0;
    bool is_properties_ = false;  // the current member of the event
    bool is_token_ = false;       // the value to come
};

}  // namespace

std::string findEventToken(std::string_view event) {
    json::Parser parser;
    TokenCapture capture;
    if (parser.parse(event, capture) != json::ParseOutcome::kWellFormed) {
        return {};
    }
    return capture.properties_token.empty() ? capture.event_token : capture.properties_token;
}

}  // namespace relay
