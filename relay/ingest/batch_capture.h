#pragma once

#include "event_rules/event_capture.h"
#include "ingest/batch_scanner.h"
#include "ingest/key_collector.h"
#include "json/token.h"

#include <cstddef>
#include <string_view>

namespace relay {

// Takes the tokens of an application/json body and passes those of each event on to the event
// rules, so that structure, boundaries and verdicts come out of one pass.
class BatchCapture {
public:
    // `may_be_list`: a body that is an array of events is a batch, too.
    explicit BatchCapture(std::size_t max_events, bool may_be_list = false)
        : max_events_(max_events), may_be_list_(may_be_list) {}

    // For the parser. `body` is the text that the tokens' offsets refer to.
    void begin(std::string_view body);

    bool onToken(const json::Token& token) {
        if (is_in_batch_ && depth_ > batch_depth_ && !json::isBracket(token.kind)) {
            event_.onToken(token);  // inside an event, as most tokens are
        } else if (is_in_batch_) {
            onBatchToken(token);
        } else {
            onEnvelopeToken(token);
        }
        return true;
    }

    [[nodiscard]] bool skipsValue() const {
        return is_in_batch_ ? event_.skipsValue()
                            : depth_ != kBodyDepth || member_ == Member::kOther;
    }

    // Once the whole body was read.
    tl::expected<ScannedBatch, Rejection> takeResult();

private:
    static constexpr std::size_t kBodyDepth = 1;  // of the members of the body

    enum class Member : std::uint8_t { kOther, kBatch, kApiKey, kToken, kSentAt };

    void onEnvelopeToken(const json::Token& token);
    void beginBatch();
    void selectMember(std::string_view name);
    void onMember(const json::Token& token);
    void onBatchToken(const json::Token& token);
    void endEvent(std::size_t end);

    std::size_t max_events_;
    bool may_be_list_;
    std::string_view body_;
    std::size_t depth_ = 0;
    std::size_t batch_depth_ = 0;  // of the events
    Member member_ = Member::kOther;
    bool has_batch_ = false;
    bool is_in_batch_ = false;
    std::size_t event_start_ = 0;
    event_rules::EventCapture event_{event_rules::CaptureScope::kVerdict};
    ScannedBatch batch_;
    KeyCollector event_keys_;
    std::string_view body_key_;
    std::string_view body_token_;  // `token` or `writeKey`
    std::string_view sent_at_;
};

}  // namespace relay
