#include "endpoints/batch_request.h"

#include "endpoints/body_reader.h"
#include "endpoints/refusal.h"
#include "endpoints/stored_ip.h"
#include "ingest/body_encoding.h"
#include "ingest/event_text.h"
#include "ingest/event_verdicts.h"
#include "ingest/raw_row_encoder.h"

#include <utility>

namespace relay {

namespace {

constexpr std::size_t kMaxClockDigits = 32;

// The device's clock at sending, where the body does not say it.
std::string_view sendingClock(const http::Request& request) {
    const auto clock = request.header("posthog-request-timestamp");
    return (clock ? *clock : request.queryParameter("_").value_or("")).substr(0, kMaxClockDigits);
}

// What the person's browser asks of those who receive it (Global Privacy Control, Do Not Track),
// for rules to use.
std::string_view privacyWish(const http::Request& request) {
    const bool has_gpc = request.header("sec-gpc") == "1";
    const bool has_dnt = request.header("dnt") == "1";
    if (has_gpc && has_dnt) {
        return "gpc,dnt";
    }
    return has_gpc ? "gpc" : has_dnt ? "dnt" : "";
}

bool isKnownCompression(std::string_view name) {
    return name.empty() || name == "gzip" || name == "gzip-js" || name == "base64";
}

tl::unexpected<Rejection> refuse(Rejection rejection) {
    return tl::make_unexpected(rejection);
}

}  // namespace

BatchRequest::BatchRequest(
    const BatchServices& services,
    const CaptureRoute& route,
    const http::Request& request,
    http::RequestBody& body
)
    : services_(services),
      route_(route),
      request_(request),
      body_(body),
      client_ip_(services.client_ip
                     .resolve(request.peer_ip, request.header("x-forwarded-for").value_or(""))),
      request_key_(route.find_key(request)),
      dialect_{route.dialect, request.header("posthog-sdk-info").value_or("")},
      memory_(services.client_budgets.find(client_ip_)) {}

tl::expected<http::Reply, Rejection> BatchRequest::store() {
    auto stored = checkHead().and_then([this] { return readBody(); }
    ).and_then([this] {
         return unwrap();
     }).and_then([this] {
           return scan();
       }).and_then([this] {
             return checkKey();
         }).and_then([this] {
               return checkRate();
           }).and_then([this] {
                 return judge();
             }).and_then([this] {
                   return encode();
               }).and_then([this] {
                     return commit();
                 }).map([this] { return reply(); });
    if (!stored && taken_events_ > 0) {
        services_.event_rate.giveBack(taken_key_, client_ip_, taken_events_);
    }
    return stored;
}

BatchRequest::Step BatchRequest::checkHead() {
    if (const auto refusal = services_.access.checkOrigin(request_.header("origin"))) {
        return refuse(*refusal);
    }
    const auto type = parseContentType(request_.header("content-type").value_or(""));
    if (!type) {
        return refuse(Rejection::kUnsupportedContentType);
    }
    const auto encoding =
        http::parseContentEncoding(request_.header("content-encoding").value_or(""));
    if (!encoding) {
        return refuse(Rejection::kUnsupportedEncoding);
    }
    if (!isKnownCompression(request_.queryParameter("compression").value_or(""))) {
        return refuse(Rejection::kCompressionParameter);
    }
    if (request_.content_length.value_or(0) > services_.config.max_batch_bytes) {
        return refuse(Rejection::kBodyTooLarge);
    }
    if (!request_key_.empty() && !services_.access.isKnownKey(request_key_)) {
        return refuse(Rejection::kUnknownKey);
    }
    if (services_.is_draining) {
        return refuse(Rejection::kDraining);
    }
    type_ = *type;
    encoding_ = *encoding;
    return {};
}

BatchRequest::Step BatchRequest::readBody() {
    const BodyLimits limits{
        services_.config.max_batch_bytes, encoding_ == http::ContentEncoding::kGzip};
    auto text = relay::readBody(body_, limits, memory_.body);
    if (!text) {
        return refuse(text.error());
    }
    services_.metrics.countInflatedBytes(text->text().size());
    buffer_ = std::move(*text);
    text_ = buffer_->text();
    return {};
}

BatchRequest::Step BatchRequest::unwrap() {
    if (type_ == ContentType::kNdjson) {
        return {};
    }
    MemoryReservation copies(*memory_.budget);
    if (!isJson(text_) && !copies.tryGrow(2 * text_.size())) {
        return refuse(Rejection::kBufferFull);
    }
    if (auto unwrapped = unwrapBody(text_)) {
        copies.release();
        unwrapped_ = std::move(*unwrapped);
        text_ = unwrapped_;
        return memory_.body.tryGrow(text_.size()) ? Step() : refuse(Rejection::kBufferFull);
    }
    return {};
}

BatchRequest::Step BatchRequest::scan() {
    const auto max_events = services_.config.max_events_per_batch;
    MemoryReservation scan_memory(*memory_.budget);
    if (!scan_memory.tryGrow(maxScanMemory(text_, max_events))) {
        return refuse(Rejection::kBufferFull);
    }
    const auto scan_text = type_ == ContentType::kNdjson ? scanNdjson : route_.scan;
    auto batch = scan_text(text_, max_events);
    if (!batch) {
        invalid_byte_ = batch.error() == Rejection::kInvalidJson ? findInvalidByte(text_) : 0;
        return refuse(batch.error());
    }
    batch_ = std::move(*batch);
    if (batch_.sent_at.empty()) {
        batch_.sent_at = sendingClock(request_);
    }
    scan_memory.release();
    return memory_.body.tryGrow(batch_.memory()) ? Step() : refuse(Rejection::kBufferFull);
}

// What an event of another form is worth is only known once it is translated.
BatchRequest::Step BatchRequest::judge() {
    if (dialect_.name.empty()) {
        return {};
    }
    MemoryReservation translation_memory(*memory_.budget);
    if (!translation_memory.tryGrow(maxTranslationMemory(text_))) {
        return refuse(Rejection::kBufferFull);
    }
    judgeTranslated(batch_, dialect_);
    return {};
}

// A client may also name the key outside of the body, for NDJSON has no envelope for it.
BatchRequest::Step BatchRequest::checkKey() {
    if (!request_key_.empty() && !batch_.api_key.empty() && batch_.api_key != request_key_) {
        return refuse(Rejection::kConflictingKeys);
    }
    if (!request_key_.empty()) {
        batch_.api_key = request_key_;
    }
    if (route_.has_key_in_events && batch_.api_key.empty() && !batch_.events.empty()) {
        batch_.api_key = findEventKey(batch_.events.front().text);
    }
    const bool has_origin = request_.header("origin").has_value();
    if (const auto refusal = services_.access.checkKey(has_origin, batch_.api_key)) {
        return refuse(*refusal);
    }
    if (batch_.event_count > services_.config.max_events_per_batch) {
        return refuse(Rejection::kTooManyEvents);
    }
    return {};
}

BatchRequest::Step BatchRequest::checkRate() {
    if (services_.config.max_events_per_second == 0) {
        return {};
    }
    taken_key_ = batch_.api_key;
    retry_after_ = services_.event_rate.take(taken_key_, client_ip_, batch_.event_count);
    if (retry_after_) {
        return refuse(Rejection::kTooManyPerSecond);
    }
    taken_events_ = batch_.event_count;
    return {};
}

BatchRequest::Step BatchRequest::encode() {
    UuidGenerator uuids;
    const auto ip = storedIp(client_ip_, services_.config.ip_mode);
    RequestFacts facts;
    facts.received_at_us = services_.receive_clock.next();
    facts.batch_id = uuids.timeOrdered(facts.received_at_us / 1000);
    facts.api_key = batch_.api_key;
    facts.origin = request_.header("origin").value_or("");
    facts.user_agent = request_.header("user-agent").value_or("");
    facts.ip = ip;
    facts.dialect = dialect_.name;
    facts.sdk = dialect_.sdk;
    facts.privacy = privacyWish(request_);
    const RawRowEncoder encoder(batch_, facts);
    if (encoder.size() > memory_.mostForRows()) {
        return refuse(Rejection::kBatchTooLarge);
    }
    if (!memory_.rows.tryGrow(encoder.size())) {
        return refuse(Rejection::kBufferFull);
    }
    rows_ = encoder.encode(uuids);
    row_count_ = rows_.count;
    rejected_ = rejectedEvents(batch_);
    reply_ = nameBatch(route_.make_reply(batch_), rows_.batch_id);
    batch_ = {};
    buffer_.reset();
    unwrapped_ = {};
    memory_.body.release();
    return {};
}

// Most of its time, a request waits here.
BatchRequest::Step BatchRequest::commit() {
    return services_.commit(std::move(rows_)).map([this](StoredIn place) {
        if (place == StoredIn::kSpool) {
            reply_ = markSpooled(std::move(reply_));
        }
    });
}

http::Reply BatchRequest::refusal(Rejection rejection) const {
    std::string text(describe(rejection).text);
    if (rejection == Rejection::kInvalidJson) {
        text += " at byte " + std::to_string(invalid_byte_);
    }
    return makeRefusal(rejection, text, retry_after_);
}

http::Reply BatchRequest::reply() {
    for (const auto& event : rejected_) {
        services_.metrics.countRejected(event.reason);
    }
    services_.metrics.countIngested(row_count_ - rejected_.size());
    return std::move(reply_);
}

}  // namespace relay
