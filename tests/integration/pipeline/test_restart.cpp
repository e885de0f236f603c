#include "stored_ids.h"
#include "support/catch.h"
#include "traffic.h"

TEST_CASE("a restart of everything finds the data and goes on") {
    test_support::Stack stack;
    const auto post = [&stack](std::size_t first) {
        const auto batch = pipeline::makeBatch(first, 100);
        test_support::HttpConnection connection(stack.url());
        return connection
            .call({"POST", "/batch/", {{"Content-Type", "application/json"}}, batch.body})
            .status;
    };
    REQUIRE(post(0) == 200);
    const pipeline::StoredIds before(stack);
    const auto migrations =
        stack.query("SELECT filename, applied_at FROM schema_migrations ORDER BY filename");
    CHECK(migrations.size() >= 7);

    CHECK(stack.relay().stop() == 0);
    CHECK(stack.clickhouse().stop() == 0);
    stack.clickhouse().restart();
    stack.relay().start();
    stack.waitUntilReady();

    const pipeline::StoredIds after(stack);
    CHECK(after.raw == before.raw);
    CHECK(after.events == before.events);
    CHECK(after.rejected == before.rejected);
    CHECK(
        stack.query("SELECT filename, applied_at FROM schema_migrations ORDER BY filename") ==
        migrations
    );
    REQUIRE(post(100) == 200);
    CHECK(stack.value("SELECT count() FROM raw_events") == "200");
}
