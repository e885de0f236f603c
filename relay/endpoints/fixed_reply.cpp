#include "endpoints/fixed_reply.h"

#include "endpoints/sdk_config.h"

#include <array>
#include <string_view>

namespace relay {

namespace {

constexpr std::size_t kMostRead = std::size_t{1024} * 1024;

constexpr std::string_view kNoFlags =
    R"("flags":{},"featureFlags":{},"featureFlagPayloads":{},"errorsWhileComputingFlags":false)";
constexpr std::string_view kNoDefinitions = R"({"flags":[],"group_type_mapping":{},"cohorts":{}})";

}  // namespace

std::vector<FixedAnswer> fixedAnswers() {
    // Of /decide, for posthog-js of 2023 and 2024; no flags.
    const auto decision = R"({"config":{"enable_collect_everything":true},)" +
                          std::string(kPostHogConfig) + "," + std::string(kNoFlags) + "}";
    return {
        {"POST", "/flags", "{" + std::string(kNoFlags) + "}"},
        {"POST", "/decide", decision},
        {"GET", "/flags/definitions", std::string(kNoDefinitions)},
        {"GET", "/api/feature_flag/local_evaluation", std::string(kNoDefinitions)},
        {"POST", "/s", R"({"status":1})"},
    };
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
