#include "endpoints/fixed_reply.h"

#include "endpoints/posthog_config.h"

#include <array>

namespace relay {

namespace {

constexpr std::size_t kMostRead = std::size_t{1024} * 1024;

constexpr std::string_view kNoFlags =
    R"({"flags":{},"featureFlags":{},"featureFlagPayloads":{},"errorsWhileComputingFlags":false})";
constexpr std::string_view kNoDefinitions = R"({"flags":[],"group_type_mapping":{},"cohorts":{}})";
constexpr std::string_view kTaken = R"({"status":1})";

constexpr std::array kAnswers{
    FixedAnswer{"POST", "/flags", kNoFlags},
    FixedAnswer{"POST", "/decide", kPostHogDecision},
    FixedAnswer{"GET", "/flags/definitions", kNoDefinitions},
    FixedAnswer{"GET", "/api/feature_flag/local_evaluation", kNoDefinitions},
    FixedAnswer{"POST", "/s", kTaken},
};

}  // namespace

std::span<const FixedAnswer> fixedAnswers() {
    return kAnswers;
}

http::Reply FixedReplyEndpoint::answer(const http::Request& /*request*/, http::RequestBody& body) {
    std::array<char, 4096> piece;  // NOLINT(*-member-init): nobody reads it
    while (body.received() < kMostRead && body.read(piece.data(), piece.size()).value_or(0) > 0) {
    }
    http::Reply reply;
    reply.body = body_;
    return reply;
}

}  // namespace relay
