#include "json/name_set.h"

#include "json/name_hash.h"
#include "support/catch.h"

#include <string>

using json::NameSet;

namespace {

bool insert(NameSet& names, std::uint32_t object, std::string_view name) {
    return names.insert(object, json::hashName(name));
}

}  // namespace

TEST_CASE("a name is new in each object once") {
    NameSet names;
    const auto first = names.addObject();
    const auto second = names.addObject();
    for (const std::string name :
         {"", "a", "b", "ab", "abcd", "abcdefg", "abcdefgh", "a long name"}) {
        CAPTURE(name);
        CHECK(insert(names, first, name));
        CHECK(insert(names, second, name));
        CHECK_FALSE(insert(names, first, name));
    }
}

TEST_CASE("names are forgotten with their text") {
    NameSet names;
    for (int text = 0; text < 100'000; ++text) {
        names.clear();
        const auto object = names.addObject();
        REQUIRE(insert(names, object, "event"));
        REQUIRE(insert(names, object, "distinct_id"));
        REQUIRE_FALSE(insert(names, object, "event"));
    }
}

TEST_CASE("names that differ at their ends are told apart") {
    NameSet names;
    const auto object = names.addObject();
    for (int i = 0; i < 500; ++i) {
        CAPTURE(i);
        REQUIRE(insert(names, object, "property_" + std::to_string(100'000 + i)));
    }
}

TEST_CASE("too many names are too many to tell") {
    NameSet names;
    const auto object = names.addObject();
    bool is_told = true;
    for (int i = 0; i < 5000; ++i) {
        is_told = insert(names, object, std::to_string(i));
    }
    CHECK_FALSE(is_told);
    names.clear();
    CHECK(insert(names, names.addObject(), "1"));
}
