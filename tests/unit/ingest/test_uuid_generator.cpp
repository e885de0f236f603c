#include "ingest/uuid_generator.h"

#include "support/catch.h"

#include <set>
#include <string>

TEST_CASE("ids are version 7 and all different") {
    relay::UuidGenerator first;
    relay::UuidGenerator second;
    std::set<std::string> seen;
    for (int i = 0; i < 10'000; ++i) {
        const auto text = toString(first.timeOrdered(7));
        CHECK(text[14] == '7');
        CHECK(std::string("89ab").find(text[19]) != std::string::npos);
        seen.insert(text);
        seen.insert(toString(second.timeOrdered(7)));
    }
    CHECK(seen.size() == 20'000);
}

TEST_CASE("ids begin with the time") {
    relay::UuidGenerator uuids;
    const auto text = toString(uuids.timeOrdered(0x0123456789ab));
    CHECK(text.substr(0, 15) == "01234567-89ab-7");
    CHECK(toString(uuids.timeOrdered(1)) < toString(uuids.timeOrdered(2)));
}
