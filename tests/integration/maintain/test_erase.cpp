#include "erased_person.h"
#include "integration/identity/sender.h"
#include "maintained_stack.h"
#include "support/catch.h"

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>

// What relay person erase takes away, and what it leaves.
namespace maintain_tests {

using test_support::Stack;

namespace {

const std::string kNone;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::size_t widestLine(const std::string& text) {
    std::size_t widest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        widest = std::max(widest, line.size());
    }
    return widest;
}

}  // namespace

TEST_CASE("a person is erased by any of its ids, from every table, and nobody else changes") {
    const std::string id = GENERATE("gone-user", "gone-forced");
    CAPTURE(id);
    const Stack stack;
    tellOfErasedPerson(stack);
    const auto others = othersThan(stack);
    REQUIRE(has(others, "bob"));
    REQUIRE(has(tablesWithErased(stack), "event_problems"));

    const auto dry = relay(stack, {"person", "erase", id, "--dry-run"});
    INFO(dry.output << dry.errors);
    CHECK(dry.exit_code == 0);
    CHECK(has(dry.output, "the person has 4 ids, and in\n"));
    for (const std::string table :
         {"raw_events        12\n",
          "event_log         8\n",
          "event_problems    ",
          "identity_claims   5\n",
          "person_properties 2\n",
          "id_activity       "}) {
        CAPTURE(table);
        CHECK(has(dry.output, "\n  " + table));
    }
    CHECK(has(dry.output, "dry run: nothing was changed\n"));
    CHECK(firstDifference(othersThan(stack), others) == kNone);
    CHECK(stack.value("SELECT count() FROM suppressed_ids") == "0");

    const auto done = relay(stack, {"person", "erase", id});
    INFO(done.output << done.errors);
    CHECK(done.exit_code == 0);
    CHECK(has(done.output, "0 rows are left of erased ids"));
    CHECK(proof(stack, done.output) == "0");
    CHECK(widestLine(done.output) <= 80);
    CHECK(stack.value("SELECT count() FROM suppressed_ids") == "4");
    CHECK(firstDifference(othersThan(stack), others) == kNone);
    // What ann said of the id is in the properties of her own event, and nowhere else.
    CHECK(tablesWithErased(stack) == "event_log\n");
    CHECK(
        stack.value(
            "SELECT groupUniqArray(distinct_id) FROM events WHERE position(properties, 'gone-') > 0"
        ) == "['ann']"
    );
    CHECK(stack.value("SELECT is_identified FROM persons WHERE distinct_id = 'ann'") == "1");

    const auto again = relay(stack, {"person", "erase", id});
    CHECK(again.exit_code == 0);
    CHECK(again.output.starts_with("nothing is left of " + id + "\n"));
    CHECK(firstDifference(othersThan(stack), others) == kNone);
}

TEST_CASE("an id that claims nothing is erased, whatever its type was") {
    const Stack stack;
    identity_tests::Sender sender(stack);
    sender.send(R"({"event":"e","distinct_id":7},{"event":"e","distinct_id":"7"},)"
                R"({"event":"e","distinct_id":"77"},{"event":"","distinct_id":7},)"
                R"({"event":"","distinct_id":77,"n":7})");
    const auto done = relay(stack, {"person", "erase", "7"});
    INFO(done.output << done.errors);
    CHECK(done.exit_code == 0);
    CHECK(stack.value("SELECT count() FROM raw_events") == "2");
    CHECK(stack.value("SELECT groupArray(distinct_id) FROM events") == "['77']");
    CHECK(stack.value("SELECT count() FROM rejected_events") == "1");
}

TEST_CASE("an id that nothing is known of is not suppressed") {
    const Stack stack;
    const auto unknown = relay(stack, {"person", "erase", "nobody"});
    CHECK(unknown.exit_code == 1);
    CHECK(unknown.errors == "relay: nothing is stored of nobody\n");
    CHECK(stack.value("SELECT count() FROM suppressed_ids") == "0");
    const auto pending = relay(stack, {"person", "erase", "--pending"});
    CHECK(pending.exit_code == 0);
    CHECK(pending.output == "nothing is pending\n");
    const auto back = relay(stack, {"person", "erase", "nobody", "--allow-return"});
    CHECK(back.exit_code == 1);
    CHECK(back.errors == "relay: nobody is not suppressed\n");
}

}  // namespace maintain_tests
