#include "ingest/ascending_uuid.h"

#include "support/catch.h"

#include <string>

TEST_CASE("the ids of a request ascend by their texts and by their second halves") {
    for (const std::string base :
         {"01890a5d-ac96-7fff-bfff-ffffffffffff",
          "01890a5d-ac96-7000-8000-000000000000",
          "01890a5d-ac96-7abc-9fff-fffffffffffe"}) {
        std::string before;
        for (std::size_t index = 0; index < 100'000; ++index) {
            const auto text =
                toString(relay::ascendingUuid(event_rules::parseUuid(base).value(), index));
            REQUIRE(text.substr(0, 19) == base.substr(0, 19));
            REQUIRE(std::string("89ab").find(text[19]) != std::string::npos);
            REQUIRE(before < text);
            before = text;
        }
    }
}
