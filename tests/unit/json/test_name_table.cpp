#include "json/name_table.h"
#include "support/catch.h"

namespace {

using Named = json::NamedValue<int>;

constexpr json::NameTable kTable(
    std::to_array<Named>({{"a", 1}, {"name", 2}, {"$group_key", 3}, {"$group_set", 4}})
);

int find(std::string_view name) {
    return kTable.find(name, json::hashName(name));
}

}  // namespace

TEST_CASE("a table finds its names and no other") {
    CHECK(find("a") == 1);
    CHECK(find("name") == 2);
    CHECK(find("$group_key") == 3);
    CHECK(find("$group_set") == 4);
    for (const auto* other : {"", "b", "aa", "nome", "nama", "$group_sat", "$group_keys"}) {
        CAPTURE(other);
        CHECK(find(other) == 0);
    }
}
