#include "normalize_helper.h"
#include "support/catch.h"

using normalize_helper::eventWith;
using normalize_helper::eventWithProperties;
using normalize_helper::Normalized;

TEST_CASE("operations come in a fixed order, by key bytewise") {
    const Normalized event(eventWith(
        R"(,"$unset":["z","a"],"$set":{"b":1,"B":2,"":3,"\u00e9":4},"$set_once":{"k":[1 , 2]})"
    ));
    CHECK(
        event.operations() ==
        "set_once k=[1 , 2],set =3,set B=2,set b=1,set \xC3\xA9=4,unset a=,unset z="
    );
    CHECK(event.warnings().empty());
}

TEST_CASE("values keep the text that was received") {
    const Normalized event(
        eventWith(R"(,"$set":{"a":"\u0041\"","b":1e99,"c":12.50,"d":{ "x" : 1 },"e":true})")
    );
    CHECK(
        event.operations() ==
        R"(set a="\u0041\"",set b=1e99,set c=12.50,set d={ "x" : 1 },set e=true)"
    );
}

TEST_CASE("values that not every parser reads are repaired with a warning") {
    const Normalized event(
        eventWith(R"(,"$set":{"a":"\ud800","b":{"x":1e999},"c":1,"c":2},"$set_once":{"d":1e999})")
    );
    CHECK(event.operations() == R"(set a="\ufffd",set b={"x":null},set c=2)");
    CHECK(
        event.warnings() ==
        "properties_altered:$set_once.d: number beyond a double; $set.a: lone surrogate; "
        "$set.b: number beyond a double"
    );
}

TEST_CASE("the top level wins over the properties, key by key") {
    const Normalized event(eventWith(
        R"(,"$set":{"a":1},"properties":{"$set":{"a":2,"b":2},"$unset":["x"]},"$unset":{"x":1,"y":2})"
    ));
    CHECK(event.operations() == "set a=1,set b=2,unset x=,unset y=");
}

TEST_CASE("of duplicates the last one wins") {
    CHECK(
        Normalized(eventWith(R"(,"$set":{"a":1,"b":9,"a":2})")).operations() == "set a=2,set b=9"
    );
    CHECK(Normalized(eventWith(R"(,"$set":{"a":1},"$set":{"b":2})")).operations() == "set b=2");
    CHECK(Normalized(eventWith(R"(,"$set":{"a":1},"$set":null)")).operations().empty());
    CHECK(Normalized(eventWithProperties(R"({"$set":{"a":1}},"properties":{"x":1})"))
              .operations()
              .empty());
    CHECK(Normalized(eventWith(R"(,"$unset":["a","a"])")).operations() == "unset a=");
}

TEST_CASE("null is a value for $set and none for $set_once") {
    CHECK(
        Normalized(eventWith(R"(,"$set":{"a":null},"$set_once":{"b":null})")).operations() ==
        "set a=null"
    );
    CHECK(Normalized(eventWith(R"(,"$set_once":{"a":1,"a":null})")).operations().empty());
    CHECK(
        Normalized(eventWith(R"(,"$set_once":{"a":null},"properties":{"$set_once":{"a":2}})"))
            .operations() == "set_once a=2"
    );
    CHECK(
        Normalized(eventWith(R"(,"$set_once":{"a":"null"})")).operations() == "set_once a=\"null\""
    );
}

TEST_CASE("what is no operation is ignored with a warning") {
    for (const std::string value : {"[]", "\"a\"", "1", "false"}) {
        CAPTURE(value);
        std::string members = R"(,"$set":)";
        members.append(value).append(R"(,"$set_once":)").append(value);
        const Normalized event(eventWith(members));
        CHECK(event.operations().empty());
        CHECK(
            event.warnings() == "invalid_person_operation:$set_once,invalid_person_operation:$set"
        );
    }
    const Normalized list(eventWith(R"(,"$unset":["a",1,{"b":1},["c"],null])"));
    CHECK(list.operations() == "unset a=");
    CHECK(list.warnings() == "invalid_person_operation:$unset");
    CHECK(
        Normalized(eventWith(R"(,"$unset":"a")")).warnings() == "invalid_person_operation:$unset"
    );
    CHECK(Normalized(eventWith(R"(,"$set":null,"$unset":null)")).warnings().empty());
}

TEST_CASE("exceptions and heat maps change no person") {
    for (const std::string name : {"$exception", "$$heatmap"}) {
        const Normalized event(
            R"({"$set":{"a":1},"$unset":7,"distinct_id":"u","event":")" + name + "\"}"
        );
        CHECK(event.verdict() == "accepted");
        CHECK(event.operations().empty());
        CHECK(event.warnings().empty());
    }
}

TEST_CASE("only direct members of an event and its properties are operations") {
    CHECK(Normalized(eventWithProperties(R"({"a":{"$set":{"b":1}},"c":[{"$set":{"d":1}}]})"))
              .operations()
              .empty());
    CHECK(
        Normalized(eventWith(R"(,"$set":{"$set":{"a":1},"properties":{"b":[{}]}})")).operations() ==
        R"(set $set={"a":1},set properties={"b":[{}]})"
    );
}
