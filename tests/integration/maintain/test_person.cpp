#include "maintained_stack.h"

#include "integration/identity/sender.h"
#include "integration/identity/settled.h"
#include "support/catch.h"

#include <string>

namespace {

using maintain_tests::relay;
using test_support::Stack;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("person explain says which event made each id one person, and which did not") {
    const Stack stack;
    identity_tests::Sender sender(stack);
    sender.page("visitor");
    sender.identify("visitor", "ann");
    sender.claim("$create_alias", "old", "visitor");
    sender.claim("$merge_dangerously", "cid", "ann");
    sender.identify("visitor", "bob");
    sender.send(
        R"({"event":"buy","distinct_id":"old","uuid":"018f3a00-0000-7000-8000-000000000001",)"
        R"("$set":{"plan":"paid"},"$set_once":{"source":"ad"}})"
    );
    const auto say = [&](const std::string& uuid, const std::string& operation) {
        sender.send(
            R"({"event":"p","distinct_id":"ann","uuid":"018f3a00-0000-7000-8000-0000000000)" +
            uuid + R"(",)" + operation + "}"
        );
    };
    say("0a", R"("$set":{"size":1})");
    say("0b", R"("$unset":["size"])");
    say("0c", R"("$set_once":{"size":1})");
    identity_tests::settle(stack);

    const auto explained = relay(stack, {"person", "explain", "old"});
    INFO(explained.output << explained.errors);
    CHECK(explained.exit_code == 0);
    CHECK(explained.output.starts_with("ann\n  person " + identity_tests::personOf("ann") + "\n"));
    CHECK(has(explained.output, "belongs to ann\n"));
    CHECK(has(explained.output, "└─ old\n│       belongs to visitor\n"));
    CHECK(has(explained.output, "forced into ann\n"));
    CHECK(has(
        explained.output,
        "Claims that do not count:\n  visitor to bob\n    source_has_owner\n    $identify of 20"
    ));
    CHECK(has(
        explained.output, "plan = \"paid\"\n    $set by 018f3a00-0000-7000-8000-000000000001 of "
    ));
    CHECK(
        has(explained.output,
            "source = \"ad\"\n    $set_once by 018f3a00-0000-7000-8000-000000000001 of ")
    );
    CHECK(
        has(explained.output, "size = 1\n    $set_once by 018f3a00-0000-7000-8000-00000000000c of ")
    );
    for (const std::string id : {"ann", "visitor", "cid"}) {
        CHECK(relay(stack, {"person", "explain", id}).output == explained.output);
    }

    const auto batch =
        stack.value("SELECT batch_id FROM raw_events WHERE event LIKE '%create_alias%'");
    CHECK(has(explained.output, "batch " + batch + "\n"));
    CHECK(
        stack.value("SELECT groupArray((source, refused)) FROM person_claims(id = 'bob')") ==
        "[('visitor','source_has_owner')]"
    );
}

TEST_CASE("person explain of an id without claims is that id, and of an unknown one an error") {
    const Stack stack;
    identity_tests::Sender sender(stack);
    sender.page("alone");
    const auto alone = relay(stack, {"person", "explain", "alone", "--json"});
    CHECK(alone.exit_code == 0);
    CHECK(has(alone.output, R"("distinct_id":"alone","ids":[{"distinct_id":"alone","owner":"")"));
    CHECK(has(alone.output, R"("claims":[],"properties":[]})"));
    const auto unknown = relay(stack, {"person", "explain", "nobody"});
    CHECK(unknown.exit_code == 1);
    CHECK(unknown.errors == "relay: no event and no claim names nobody\n");
}
