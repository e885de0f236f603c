#pragma once

#include "support/http_exchange.h"
#include "support/stack.h"

#include <string>

namespace identity_tests {

// Sends events to a relay of a Stack, one acknowledged request after the other. For one thread.
// Throws std::runtime_error when a request is not acknowledged.
class Sender {
public:
    explicit Sender(const test_support::Stack& stack) : connection_(stack.url()) {}

    // JSON objects, separated by commas.
    void send(const std::string& events);

    void page(const std::string& id);
    void identify(const std::string& anonymous, const std::string& user);

    // `name` is $create_alias or $merge_dangerously.
    void claim(const std::string& name, const std::string& source, const std::string& target);

private:
    test_support::HttpConnection connection_;
};

// The person of an id that belongs to nobody else.
std::string personOf(const std::string& id);

// The person that the page events of an id have, as users query them.
std::string eventPerson(const test_support::Stack& stack, const std::string& id);

}  // namespace identity_tests
