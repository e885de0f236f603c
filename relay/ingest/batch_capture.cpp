#include "ingest/batch_capture.h"

#include "event_rules/verdict.h"
#include "ingest/json_text.h"

#include <utility>

namespace relay {
namespace {

using json::Token;
using json::TokenKind;

constexpr std::size_t kMaxSentAtBytes = 1024;  // far more than any time has

bool opens(TokenKind kind) {
    return kind == TokenKind::kStartObject || kind == TokenKind::kStartArray;
}

bool closes(TokenKind kind) {
    return kind == TokenKind::kEndObject || kind == TokenKind::kEndArray;
}

bool isText(TokenKind kind) {
    return kind == TokenKind::kString || kind == TokenKind::kNumber || kind == TokenKind::kBoolean;
}

std::optional<event_rules::RejectReason>
judge(const event_rules::EventCapture& event, std::size_t size) {
    return size > event_rules::kMaxEventBytes
               ? std::optional(event_rules::RejectReason::kEventTooLarge)
               : event_rules::findRejection(event);
}

}  // namespace

void BatchCapture::begin(std::string_view body) {
    body_ = body;
    depth_ = 0;
    member_ = Member::kOther;
    has_batch_ = false;
    is_in_batch_ = false;
    batch_ = {};
    event_keys_ = {};
    body_key_ = {};
    body_token_ = {};
    sent_at_ = {};
}

void BatchCapture::onEnvelopeToken(const Token& token) {
    if (closes(token.kind)) {
        --depth_;
        return;
    }
    if (depth_ == kBodyDepth) {
        if (token.kind == TokenKind::kKey) {
            selectMember(token.text);
        } else {
            onMember(token);
        }
    } else if (depth_ == 0 && may_be_list_ && token.kind == TokenKind::kStartArray) {
        beginBatch();
    }
    if (opens(token.kind)) {
        ++depth_;
    }
}

void BatchCapture::beginBatch() {
    has_batch_ = true;
    is_in_batch_ = true;
    batch_depth_ = depth_ + 1;
}

// Of two members with one name the last one counts.
void BatchCapture::selectMember(std::string_view name) {
    member_ = Member::kOther;
    if (name == "batch") {
        member_ = Member::kBatch;
        has_batch_ = false;
        batch_.events.clear();
        batch_.event_count = 0;
        event_keys_ = {};
    } else if (name == "api_key") {
        member_ = Member::kApiKey;
        body_key_ = {};
    } else if (name == "token" || name == "writeKey") {
        member_ = Member::kToken;
        body_token_ = {};
    } else if (name == "sent_at" || name == "sentAt") {
        member_ = Member::kSentAt;
        sent_at_ = {};
    }
}

void BatchCapture::onMember(const Token& token) {
    if (member_ == Member::kBatch && token.kind == TokenKind::kStartArray) {
        beginBatch();
    } else if (member_ == Member::kApiKey && isText(token.kind)) {
        body_key_ = token.text;
    } else if (member_ == Member::kToken && isText(token.kind)) {
        body_token_ = token.text;
    } else if (member_ == Member::kSentAt && isText(token.kind)) {
        sent_at_ = token.text;
    }
}

void BatchCapture::onBatchToken(const Token& token) {
    if (depth_ == batch_depth_) {
        if (token.kind == TokenKind::kEndArray) {
            is_in_batch_ = false;
            --depth_;
            return;
        }
        event_start_ = token.offset;
        event_.begin(body_);
    }
    event_.onToken(token);  // also when nested too deep: the key may be yet to come
    if (opens(token.kind)) {
        ++depth_;
    } else if (closes(token.kind)) {
        --depth_;
        if (depth_ == batch_depth_) {
            endEvent(token.offset + 1);
        }
    } else if (depth_ == batch_depth_) {
        endEvent(token.offset + json::sourceText(token, body_).size());
    }
}

void BatchCapture::endEvent(std::size_t end) {
    ++batch_.event_count;
    event_keys_.addOf(event_);
    if (batch_.events.size() == max_events_) {
        return;
    }
    const auto text = body_.substr(event_start_, end - event_start_);
    const bool is_object = event_.isObject() && !event_.isTooDeep();
    batch_.events.push_back({text, is_object, judge(event_, text.size())});
}

tl::expected<ScannedBatch, Rejection> BatchCapture::takeResult() {
    if (!has_batch_) {
        return tl::unexpected(Rejection::kMissingBatch);
    }
    if (batch_.event_count == 0) {
        return tl::unexpected(Rejection::kEmptyBatch);
    }
    event_keys_.add(body_key_.empty() ? body_token_ : body_key_);
    if (event_keys_.hasConflict()) {
        return tl::unexpected(Rejection::kConflictingKeys);
    }
    batch_.api_key = event_keys_.takeKey();
    batch_.sent_at = cutUtf8(sent_at_, kMaxSentAtBytes);
    return std::move(batch_);
}

}  // namespace relay
