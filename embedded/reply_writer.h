#pragma once

#include "block_encoder.h"
#include "content_coding.h"
#include "engine_error.h"
#include "http/exchange.h"
#include "native_encoder.h"
#include "summary.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace embedded {

struct ReplyOptions {
    std::string format;
    std::uint64_t client_protocol_version = 0;  // of the format Native
    bool in_blocks = false;                     // ClickHouse's own framing
    ContentCoding coding = ContentCoding::kIdentity;
    bool whole = false;  // wait_end_of_query: the status must be the truth
};

// Writes one reply: holds the first part of a result, so that an early error still gets its own
// status, and streams what is longer. Exactly one of finish() and fail() ends it.
class ReplyWriter {
public:
    // What is held before streaming starts, and the most that `whole` may hold.
    static constexpr std::size_t kHeldBytes = std::size_t{1024} * 1024;
    static constexpr std::size_t kWholeBytes = std::size_t{256} * 1024 * 1024;

    using Step = tl::expected<void, EngineError>;

    // Keeps the reference.
    ReplyWriter(http::Exchange& exchange, std::string version);

    void setHeader(std::string name, std::string value);

    // Before the first write().
    void setOptions(ReplyOptions options);

    // Errors: TOO_MANY_ROWS_OR_BYTES when `whole` would hold too much; those of the NativeEncoder.
    // Throws Poco::Exception when the client does not take it.
    Step write(std::string_view bytes);

    // The result is whole. Before finish().
    Step endResult();

    void finish(const Progress& progress);

    // An error within a reply that had begun is put into it, and the reply is visibly cut.
    void fail(const EngineError& error);

private:
    Step put(std::string_view bytes);
    void start();
    void setResultHeaders();
    void send(std::string_view bytes);
    void closeEncoders();
    void sendError(const EngineError& error);
    void writeExceptionBlock(const EngineError& error);

    http::Exchange& exchange_;
    http::Reply reply_;
    std::string version_;
    ReplyOptions options_;
    std::optional<NativeEncoder> native_;
    std::string held_;
    std::string exception_tag_;
    http::ReplyStream* stream_ = nullptr;
    std::vector<std::unique_ptr<Encoder>> encoders_;  // in the order of packing
};

}  // namespace embedded
