#include "normalize_helper.h"
#include "support/catch.h"

using normalize_helper::Normalized;

namespace {

Normalized
event(const std::string& name, const std::string& properties, const std::string& id = "\"u\"") {
    return Normalized(
        R"({"event":")" + name + R"(","distinct_id":)" + id + R"(,"properties":)" + properties + "}"
    );
}

}  // namespace

TEST_CASE("an identify event without an anonymous id, or of the id itself, claims nothing") {
    for (const std::string properties : {"{}", R"({"$anon_distinct_id":"u"})"}) {
        const auto plain = event("$identify", properties);
        CHECK(plain.claims().empty());
        CHECK(plain.warnings().empty());
    }
    CHECK(event("$identify", R"({"$anon_distinct_id":"null"})", "\"null\"").warnings().empty());
    CHECK(event("identify", R"({"$anon_distinct_id":"a"})").claims().empty());
}

TEST_CASE("an identify event claims its anonymous id and makes its distinct id known") {
    CHECK(
        event("$identify", R"({"$anon_distinct_id":"a"})").claims() == "identified u>u,plain a>u"
    );
    CHECK(
        event("$identify", R"({"anon_distinct_id":7.0})").claims() == "identified u>u,plain 7.0>u"
    );
    CHECK(
        event("$identify", R"({"anon_distinct_id":"b","$anon_distinct_id":"a"})").claims() ==
        "identified u>u,plain a>u"
    );
    CHECK(
        event("$identify", R"({"anon_distinct_id":"b","$anon_distinct_id":null})").claims() ==
        "identified u>u,plain b>u"
    );
    CHECK(event("$identify", R"({"$anon_distinct_id":["a"]})").claims().empty());
}

TEST_CASE("an alias is claimed, with force for a dangerous merge") {
    CHECK(event("$create_alias", R"({"alias":"a"})").claims() == "plain a>u");
    CHECK(
        event("$merge_dangerously", R"({"alias":true})").warnings() == "illegal_distinct_id:true"
    );
    CHECK(event("$merge_dangerously", R"({"alias":"a"})").claims() == "forced a>u");
    CHECK(event("$create_alias", R"({"alias":null})").claims().empty());
    CHECK(event("$create_alias", R"({"alias":{"a":"b"}})").claims().empty());
    CHECK(event("$create_alias", "{}").claims().empty());
}

TEST_CASE("a claim with an illegal id is refused with one warning for the event") {
    const auto source = event("$create_alias", R"({"alias":"null"})");
    CHECK(source.claims() == "!plain null>u");
    CHECK(source.warnings() == "illegal_distinct_id:null");
    const auto target = event("$create_alias", R"({"alias":"a"})", "\"Guest\"");
    CHECK(target.claims() == "!plain a>Guest");
    CHECK(target.warnings() == "illegal_distinct_id:Guest");
    const auto both = event("$identify", R"({"$anon_distinct_id":""})", "0");
    CHECK(both.claims() == "!plain >0");
    CHECK(both.warnings() == "illegal_distinct_id:");
    const auto known = event("$identify", R"({"$anon_distinct_id":"a"})", "0");
    CHECK(known.claims() == "!identified 0>0,!plain a>0");
    CHECK(known.warnings() == "illegal_distinct_id:0");
    const auto anonymous = event("$identify", R"({"$anon_distinct_id":"id"})");
    CHECK(anonymous.claims() == "!plain id>u");
    const auto broken = event("$identify", R"({"$anon_distinct_id":"a\ud83d"})");
    CHECK(broken.claims() == "!plain a\xEF\xBF\xBD>u");
    CHECK(event("$create_alias", "{\"alias\":\"\xFF\"}").claims() == "!plain \xFF>u");
}

TEST_CASE("an id that claims itself is no claim, even an illegal one") {
    const auto self = event("$create_alias", R"({"alias":"guest"})", "\"guest\"");
    CHECK(self.claims().empty());
    CHECK(self.warnings().empty());
}

TEST_CASE("a split is a claim where an operator says it, and an ordinary event from anybody else") {
    const auto split = [](const std::string& properties, bool is_of_operator = true) {
        return Normalized(
            R"({"event":"$split","distinct_id":"u","properties":)" + properties + "}",
            "",
            is_of_operator
        );
    };
    CHECK(split(R"({"target":"a"})", false).claims().empty());
    CHECK(split(R"({"target":"a"})").claims() == "split u>a");
    CHECK(split(R"({"target":7})").claims() == "split u>7");
    for (const std::string any : {"{}", R"({"target":null})", R"({"target":""})"}) {
        CHECK(split(any).claims() == "split u>");
    }
    CHECK(split(R"({"target":"null"})").warnings().empty());
    const Normalized illegal(R"({"event":"$split","distinct_id":"null"})", "", true);
    CHECK(illegal.claims() == "!split null>");
    CHECK(illegal.warnings() == "illegal_distinct_id:null");
}
