#pragma once

#include "engine_error.h"
#include "http/exchange.h"
#include "summary.h"

#include <cstddef>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace embedded {

struct ReplyOptions {
    std::string format;
    bool gzip = false;
    bool whole = false;  // wait_end_of_query: the status must be the truth
};

// Writes one reply: holds the first part of a result, so that an early error still gets its own
// status, and streams what is longer. Exactly one of finish() and fail() ends it.
class ReplyWriter {
public:
    // What is held before streaming starts, and the most that `whole` may hold.
    static constexpr std::size_t kHeldBytes = std::size_t{1024} * 1024;
    static constexpr std::size_t kWholeBytes = std::size_t{256} * 1024 * 1024;

    // Keeps the reference.
    ReplyWriter(http::Exchange& exchange, std::string version);

    void setHeader(std::string name, std::string value);

    void setOptions(ReplyOptions options) { options_ = std::move(options); }

    // False when `whole` would hold too much. Throws Poco::Exception when the client does not take
    // it.
    bool write(std::string_view bytes);

    void finish(const Progress& progress);

    // An error within a reply that had begun is put into it, and the reply is visibly cut.
    void fail(const EngineError& error);

private:
    void start();
    void setResultHeaders();
    void closeGzip();
    void sendError(const EngineError& error);
    void writeExceptionBlock(const EngineError& error);

    http::Exchange& exchange_;
    http::Reply reply_;
    std::string version_;
    ReplyOptions options_;
    std::string held_;
    std::string exception_tag_;
    http::ReplyStream* stream_ = nullptr;
    std::ostream* body_ = nullptr;
    std::unique_ptr<std::ostream> packed_;
};

}  // namespace embedded
