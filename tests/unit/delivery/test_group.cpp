#include "support/catch.h"

#include "delivery/group.h"

using relay::Group;
using relay::PendingRequest;

TEST_CASE("a group joins the rows of its requests, one line each, and slices them") {
    PendingRequest first;
    first.rows = {"{\"a\":1}\n{\"a\":2}\n", 2, 20000, "batch-1"};
    PendingRequest second;
    second.rows = {"{\"a\":3}", 1, 20000, "batch-2"};
    PendingRequest third;
    third.rows = {"{\"a\":4}\n", 1, 20000, "batch-3"};
    Group group({&first, &second, &third});

    const auto members = group.members();
    REQUIRE(members.size() == 3);
    CHECK(group.bytesOf(members) == "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"a\":4}\n");
    CHECK(group.bytesOf(members.first(1)) == "{\"a\":1}\n{\"a\":2}\n");
    CHECK(group.bytesOf(members.subspan(1)) == "{\"a\":3}\n{\"a\":4}\n");
    CHECK(group.receivedDay() == 20000);
    CHECK(members[1].batch_id == "batch-2");
    CHECK(members[0].rows == 2);
}

TEST_CASE("a group of one takes the rows without a copy") {
    PendingRequest request;
    request.rows = {std::string(100'000, 'x') + "\n", 1, 20000, ""};
    const auto* bytes = request.rows.ndjson.data();
    Group group({&request});
    CHECK(group.bytesOf(group.members()).data() == bytes);
    CHECK(request.rows.ndjson.empty());
}
