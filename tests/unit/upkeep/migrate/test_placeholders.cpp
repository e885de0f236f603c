#include "support/catch.h"

#include "upkeep/migrate/placeholders.h"

using relay::PlaceholderValues;
using relay::replacePlaceholders;

namespace {

const PlaceholderValues& values() {
    static const PlaceholderValues kValues{{"DATABASE", "analytics"}, {"DAYS_30", "30"}};
    return kValues;
}

}  // namespace

TEST_CASE("every placeholder is replaced") {
    CHECK(replacePlaceholders("", values()).value().empty());
    CHECK(replacePlaceholders("{{DATABASE}}", values()).value() == "analytics");
    CHECK(
        replacePlaceholders("a {{DATABASE}}.b {{DAYS_30}}{{DATABASE}} c", values()).value() ==
        "a analytics.b 30analytics c"
    );
}

TEST_CASE("braces around anything but a name stay") {
    for (const auto* text :
         {"{", "{{", "{{}}", "{{ DATABASE }}", "{x:String}", "{{'a'}}", "}}{{", "{{DATABASE}"}) {
        CHECK(replacePlaceholders(text, values()).value() == text);
    }
    CHECK(replacePlaceholders("{{{DATABASE}}}", values()).value() == "{analytics}");
}

TEST_CASE("an unknown placeholder is an error with its line") {
    const auto result = replacePlaceholders("a\n{{DATABASE}}\n\n b {{NOPE}}", values());
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().name == "NOPE");
    CHECK(result.error().line == 4);
}
