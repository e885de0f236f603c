#include "sender.h"

#include "event_rules/uuid.h"

#include <stdexcept>

namespace identity_tests {

void Sender::send(const std::string& events) {
    const auto reply = connection_.call(
        {"POST",
         "/batch/",
         {{"Content-Type", "application/json"}},
         R"({"api_key":"golden_key","batch":[)" + events + "]}"}
    );
    if (reply.status != 200) {
        throw std::runtime_error("not acknowledged: " + reply.body);
    }
}

void Sender::page(const std::string& id) {
    send(R"({"event":"page","distinct_id":")" + id + R"("})");
}

void Sender::identify(const std::string& anonymous, const std::string& user) {
    send(
        R"({"event":"$identify","distinct_id":")" + user +
        R"(","properties":{"$anon_distinct_id":")" + anonymous + R"("}})"
    );
}

void Sender::claim(const std::string& name, const std::string& source, const std::string& target) {
    send(
        R"({"event":")" + name + R"(","distinct_id":")" + target + R"(","properties":{"alias":")" +
        source + R"("}})"
    );
}

std::string personOf(const std::string& id) {
    return toString(event_rules::uuid5(id));
}

std::string eventPerson(const test_support::Stack& stack, const std::string& id) {
    return stack.value(
        "SELECT DISTINCT person_id FROM events WHERE event = 'page' AND distinct_id = '" + id + "'"
    );
}

}  // namespace identity_tests
