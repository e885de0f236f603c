#include "ingest/event_text.h"

#include "ingest/key_collector.h"
#include "json/parser.h"

#include <utility>
#include <vector>

namespace relay {
namespace {

using json::Token;
using json::TokenKind;

class TextCapture {
public:
    TextCapture(std::initializer_list<EventPlace> places)
        : places_(places), texts_(places.size()) {}

    void begin(std::string_view /*source*/) {
        depth_ = 0;
        is_properties_ = false;
        wanted_ = nullptr;
        texts_.assign(places_.size(), {});
    }

    bool onToken(const Token& token) {
        switch (token.kind) {
            case TokenKind::kKey:
                is_properties_ = depth_ == 1 ? token.text == "properties" : is_properties_;
                wanted_ = findWanted(token.text);
                break;
            case TokenKind::kString:
                if (wanted_ != nullptr) {
                    *wanted_ = token.text.substr(0, kMaxKeyBytes);
                }
                wanted_ = nullptr;
                break;
            case TokenKind::kStartObject:
            case TokenKind::kStartArray:
                ++depth_;
                wanted_ = nullptr;
                break;
            case TokenKind::kEndObject:
            case TokenKind::kEndArray:
                --depth_;
                break;
            default:
                wanted_ = nullptr;
        }
        return true;
    }

    [[nodiscard]] bool skipsValue() const {
        return wanted_ == nullptr && !(depth_ == 1 && is_properties_);
    }

    [[nodiscard]] std::string takeFirst() {
        for (auto& text : texts_) {
            if (!text.empty()) {
                return std::move(text);
            }
        }
        return {};
    }

private:
    std::string* findWanted(std::string_view name) {
        const bool is_in_properties = depth_ == 2 && is_properties_;
        for (std::size_t i = 0; i < places_.size(); ++i) {
            const auto& place = places_[i];
            if (place.name == name && (place.is_in_properties ? is_in_properties : depth_ == 1)) {
                return &texts_[i];
            }
        }
        return nullptr;
    }

    std::vector<EventPlace> places_;
    std::vector<std::string> texts_;  // by place
    std::size_t depth_ = 0;
    bool is_properties_ = false;     // the current member of the event
    std::string* wanted_ = nullptr;  // where the value to come belongs
};

}  // namespace

std::string findEventText(std::string_view event, std::initializer_list<EventPlace> places) {
    json::Parser parser;
    TextCapture capture(places);
    return parser.parse(event, capture) == json::ParseOutcome::kWellFormed ? capture.takeFirst()
                                                                           : std::string();
}

std::string findEventKey(std::string_view event) {
    return findEventText(event, {{"token", true}, {"token"}, {"$token"}, {"writeKey"}});
}

}  // namespace relay
