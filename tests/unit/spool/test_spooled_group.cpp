#include "spool/spooled_group.h"

#include "support/catch.h"

namespace {

using relay::SpooledGroup;

const SpooledGroup kGroup{"token", 20'000, {{"batch a", 2}, {"b", 1}}};
const std::vector<std::string_view> kRows{"{\"n\":1}\n{\"n\":2}\n", "{\"n\":3}\n"};

std::string makeFile() {
    auto text = relay::encodeHead(kGroup, kRows);
    for (const auto piece : kRows) {
        text += piece;
    }
    return text;
}

}  // namespace

TEST_CASE("a spooled group is read as it was written") {
    const auto text = makeFile();
    const auto file = relay::decodeFile(text);
    REQUIRE(file);
    CHECK(file->group == kGroup);
    CHECK(file->group.rows() == 3);
    CHECK(text.substr(file->head_bytes) == "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
}

TEST_CASE("a spooled group in which any byte differs is not believed") {
    const auto text = makeFile();
    for (std::size_t i = 0; i < text.size(); ++i) {
        CAPTURE(i);
        auto damaged = text;
        damaged[i] = static_cast<char>(damaged[i] ^ 1);
        CHECK_FALSE(relay::decodeFile(damaged));
        CHECK_FALSE(relay::decodeFile(text.substr(0, i)));
    }
    CHECK_FALSE(relay::decodeFile(text + "\n"));
}
