#include "support/catch.h"

#include "delivery/group.h"

using relay::Group;
using relay::PendingRequest;

TEST_CASE("a group takes over the rows of its requests, without a copy") {
    const auto first = std::make_shared<PendingRequest>();
    first->rows = {std::string(100'000, 'x') + "\n", 1, 20000, "batch-1"};
    const auto* bytes = first->rows.ndjson.data();
    const auto second = std::make_shared<PendingRequest>();
    second->rows = {"{\"a\":1}\n{\"a\":2}\n", 2, 20000, "batch-2"};
    Group group({first, second});

    const auto members = group.members();
    REQUIRE(members.size() == 2);
    CHECK(relay::piecesOf(members).at(0).data() == bytes);
    CHECK(relay::piecesOf(members).at(1) == "{\"a\":1}\n{\"a\":2}\n");
    CHECK(relay::piecesOf(members.subspan(1)).size() == 1);
    CHECK(first->rows.ndjson.empty());
    CHECK(group.receivedDay() == 20000);
    CHECK(members[1].batch_id == "batch-2");
    CHECK(members[1].rows == 2);
}
