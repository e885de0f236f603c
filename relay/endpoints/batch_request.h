#pragma once

#include "config/config.h"
#include "dialects/translator.h"
#include "endpoints/access.h"
#include "endpoints/body_buffer.h"
#include "endpoints/client_budgets.h"
#include "endpoints/client_ip.h"
#include "endpoints/content_headers.h"
#include "endpoints/event_rate.h"
#include "endpoints/refused_senders.h"
#include "endpoints/request_memory.h"
#include "endpoints/stored_reply.h"
#include "http/content_encoding.h"
#include "http/reply.h"
#include "http/request.h"
#include "http/request_body.h"
#include "ingest/batch_scanner.h"
#include "ingest/raw_rows.h"
#include "ingest/receive_clock.h"
#include "ingest/rejection.h"
#include "observe/metrics.h"

#include <tl/expected.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

// Returns when the rows are stored, or says why they are not.
using CommitRows = std::function<tl::expected<StoredIn, Rejection>(RawRows rows)>;

// What differs between the routes that take events.
struct CaptureRoute {
    std::string_view dialect;  // of its events, as dialects::Translator knows it
    // Of a body that is not NDJSON.
    tl::expected<ScannedBatch, Rejection> (*scan)(std::string_view body, std::size_t max_events);
    std::string (*find_key)(const http::Request& request);  // outside of the body
    bool has_key_in_events;  // as findEventKey finds it, where nothing else names one
    MakeReply make_reply;
};

// What all requests with events share.
struct BatchServices {
    const Config& config;
    const AccessPolicy& access;
    const ClientIp& client_ip;
    ClientBudgets& client_budgets;
    EventRate& event_rate;
    ReceiveClock& receive_clock;
    RefusedSenders& refused_senders;
    Metrics& metrics;
    const std::atomic<bool>& is_draining;
    CommitRows commit;
};

// One request with events on its way through the steps below. Memory is reserved before it is
// taken, and given back as soon as the next step has what it needs.
class BatchRequest {
public:
    // Keeps the references.
    BatchRequest(
        const BatchServices& services,
        const CaptureRoute& route,
        const http::Request& request,
        http::RequestBody& body
    );

    // To be called once. The reply of a batch that is stored, or why it is not.
    tl::expected<http::Reply, Rejection> store();

    // What the client is told of why its batch is not stored.
    [[nodiscard]] http::Reply refusal(Rejection rejection) const;

    // The api key, as far as it was read; empty without one.
    [[nodiscard]] std::string_view key() const {
        return request_key_.empty() ? std::string_view(batch_.api_key) : request_key_;
    }

private:
    using Step = tl::expected<void, Rejection>;

    Step checkHead();
    Step readBody();
    Step unwrap();
    Step scan();
    Step judge();
    Step checkKey();
    Step checkRate();
    Step encode();
    Step commit();
    http::Reply reply();

    const BatchServices& services_;
    const CaptureRoute& route_;
    const http::Request& request_;
    http::RequestBody& body_;
    const std::string client_ip_;
    const std::string request_key_;  // outside of the body; empty without one
    const dialects::Dialect dialect_;
    RequestMemory memory_;
    ContentType type_ = ContentType::kJson;
    http::ContentEncoding encoding_ = http::ContentEncoding::kIdentity;
    std::optional<BodyBuffer> buffer_;
    std::string unwrapped_;
    std::string_view text_;  // of buffer_, or of unwrapped_ once the body was unwrapped
    ScannedBatch batch_;     // views into the text
    std::vector<RejectedEvent> rejected_;
    http::Reply reply_;  // made with the rows, before they are committed
    RawRows rows_;
    std::size_t row_count_ = 0;
    std::size_t invalid_byte_ = 0;  // where a body stops being JSON
    std::string taken_key_;         // of the events that EventRate has taken for the batch
    std::size_t taken_events_ = 0;  // how many; given back where the batch is not stored
    std::optional<std::chrono::seconds> retry_after_;
};

}  // namespace relay
