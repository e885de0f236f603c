#include "json/name_hash.h"
#include "support/catch.h"

#include <set>
#include <string>

using json::hashName;

namespace {

constexpr std::string_view kLongName = "$initial_referring_domain";

}  // namespace

TEST_CASE("a name has one hash, whatever stands behind it") {
    for (std::size_t size = 0; size <= kLongName.size(); ++size) {
        const std::string name(kLongName.substr(0, size));
        CAPTURE(name);
        for (const std::string behind : {"\":1}", "\":[true,\"\xFF\"]}"}) {
            const std::string text = name + behind;
            CHECK(hashName({text.data(), size}, text.size()) == hashName(name));
        }
    }
}

TEST_CASE("the compiler and the program give a name the same hash") {
    constexpr auto none = hashName("");
    constexpr auto one = hashName("$os");
    constexpr auto two = hashName("$session_id");
    constexpr auto three = hashName(kLongName);
    CHECK(none == hashName(std::string()));
    CHECK(one == hashName(std::string("$os")));
    CHECK(two == hashName(std::string("$session_id")));
    CHECK(three == hashName(std::string(kLongName)));
}

TEST_CASE("each byte of a name counts up to 24 of them") {
    for (std::size_t size = 1; size <= 24; ++size) {
        std::set<std::uint64_t> hashes;
        for (std::size_t i = 0; i < size; ++i) {
            std::string name(size, 'x');
            name[i] = 'y';
            hashes.insert(hashName(name));
        }
        CAPTURE(size);
        CHECK(hashes.size() == size);
    }
}
