#pragma once

#include "endpoints/endpoint.h"

#include <string>
#include <utility>
#include <vector>

namespace relay {

// A question of an SDK that has one answer here: no flags, no snapshots. Without the answer the SDK
// asks again and again.
struct FixedAnswer {
    std::string method;
    std::string path;  // without a slash at its end
    std::string body;  // JSON
};

std::vector<FixedAnswer> fixedAnswers();

// Gives the answer to whoever asks, and reads what was asked, so that the connection stays.
class FixedReplyEndpoint : public Endpoint {
public:
    explicit FixedReplyEndpoint(std::string body) : body_(std::move(body)) {}

    http::Reply answer(const http::Request& request, http::RequestBody& body) override;

private:
    const std::string body_;
};

}  // namespace relay
