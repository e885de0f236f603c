#include "ingest/rejection.h"

#include "support/catch.h"

#include <set>
#include <string_view>

TEST_CASE("every rejection has an error status, a text and a label of its own") {
    std::set<std::string_view> labels;
    const auto last = static_cast<int>(relay::Rejection::kInternalError);
    for (int value = 0; value <= last; ++value) {
        const auto reply = relay::describe(static_cast<relay::Rejection>(value));
        CHECK(reply.status >= 400);
        CHECK_FALSE(reply.text.empty());
        CHECK(labels.insert(reply.label).second);
    }
}
