#pragma once

#include "endpoints/endpoint.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace relay {

// A question of an SDK that has one answer here: no flags, no snapshots. Without the answer the SDK
// asks again and again.
struct FixedAnswer {
    std::string_view method;
    std::string_view path;  // without a slash at its end
    std::string_view body;  // JSON
};

std::span<const FixedAnswer> fixedAnswers();

// Gives the answer to whoever asks, and reads what was asked, so that the connection stays.
class FixedReplyEndpoint : public Endpoint {
public:
    explicit FixedReplyEndpoint(std::string_view body) : body_(body) {}

    http::Reply answer(const http::Request& request, http::RequestBody& body) override;

private:
    const std::string_view body_;
};

}  // namespace relay
