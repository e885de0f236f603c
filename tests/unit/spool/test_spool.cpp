#include "spool/spool.h"

#include "observe/log.h"
#include "support/capture_error.h"
#include "support/catch.h"
#include "support/scratch_folder.h"

#include <algorithm>
#include <fstream>
#include <future>
#include <memory>
#include <optional>

namespace {

namespace fs = std::filesystem;
using relay::Spool;

constexpr std::chrono::minutes kNever{10};
const std::vector<std::string_view> kRows{"{\"n\":1}\n"};

relay::SpooledGroup makeGroup(const std::string& token) {
    return {token, 20'000, {{"batch", 1}}};
}

relay::SpoolPolicy makeQuickPolicy() {
    relay::SpoolPolicy policy;
    policy.pause = std::chrono::milliseconds(1);
    policy.max_pause = std::chrono::milliseconds(1);
    return policy;
}

struct Fixture {
    explicit Fixture(const relay::SpoolPolicy& policy = makeQuickPolicy()) : policy_(policy) {
        open();
    }

    void open() {
        spool.reset();
        spool = std::make_unique<Spool>(scratch.path(), policy_, log);
    }

    // The only file there is.
    [[nodiscard]] fs::path file() const { return fs::directory_iterator(scratch.path())->path(); }

    test_support::ScratchFolder scratch;
    relay::Log log{relay::LogLevel::kWarn};
    std::unique_ptr<Spool> spool;

private:
    relay::SpoolPolicy policy_;
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("groups leave the spool in the order in which they came, also after a restart") {
    Fixture fixture;
    for (const std::string token : {"a", "b", "c"}) {
        REQUIRE(fixture.spool->store(makeGroup(token), kRows, true));
    }
    CHECK(has(test_support::captureError([&] { fixture.open(); }), "groups wait in the spool"));
    CHECK(fixture.spool->load().groups == 3);
    for (const std::string token : {"a", "b", "c"}) {
        const auto item = fixture.spool->take();
        REQUIRE(item);
        CHECK(item->file.group == makeGroup(token));
        CHECK(item->ndjson() == kRows[0]);
        CHECK_FALSE(item->is_untried);  // who knows what the relay before has tried
        fixture.spool->finish(*item);
    }
    CHECK(fixture.spool->load().groups == 0);
    CHECK(fixture.spool->load().bytes == 0);
    CHECK(fs::is_empty(fixture.scratch.path()));
}

TEST_CASE("a group that failed is taken again, after others that are due") {
    auto policy = makeQuickPolicy();
    policy.pause = kNever;
    policy.max_pause = kNever;
    Fixture fixture(policy);
    REQUIRE(fixture.spool->store(makeGroup("a"), kRows, true));
    REQUIRE(fixture.spool->store(makeGroup("b"), kRows, true));
    const auto first = fixture.spool->take();
    fixture.spool->postpone(*first);
    CHECK(fixture.spool->take()->file.group.token == "b");

    Fixture quick;
    REQUIRE(quick.spool->store(makeGroup("a"), kRows, true));
    quick.spool->postpone(*quick.spool->take());
    const auto again = quick.spool->take();
    CHECK(again->file.group.token == "a");
    CHECK(again->failures == 1);
    CHECK_FALSE(again->is_untried);
}

TEST_CASE("a full spool takes nothing, says so once, and takes more when it has room") {
    auto policy = makeQuickPolicy();
    const auto bytes = relay::encodeHead(makeGroup("a"), kRows).size() + kRows[0].size();
    policy.max_bytes = 2 * bytes - 1;
    Fixture fixture(policy);
    REQUIRE(fixture.spool->store(makeGroup("a"), kRows, true));
    CHECK(fixture.spool->load().bytes == bytes);
    CHECK(fixture.spool->takes());
    const auto error = test_support::captureError([&] {
        CHECK_FALSE(fixture.spool->store(makeGroup("b"), kRows, true));
        CHECK_FALSE(fixture.spool->store(makeGroup("b"), kRows, true));
    });
    CHECK(has(error, "error cannot spool folder=" + fixture.scratch.path()));
    CHECK(std::ranges::count(error, '\n') == 1);
    CHECK_FALSE(fixture.spool->takes());
    fixture.spool->finish(*fixture.spool->take());
    CHECK(fixture.spool->takes());
    CHECK(fixture.spool->store(makeGroup("b"), kRows, true));
}

TEST_CASE("a damaged group is set aside and named, and those behind it are taken") {
    Fixture fixture;
    REQUIRE(fixture.spool->store(makeGroup("a"), kRows, true));
    const auto file = fixture.file();
    std::ofstream(file, std::ios::app) << "more";
    REQUIRE(fixture.spool->store(makeGroup("b"), kRows, true));
    std::optional<relay::SpoolItem> item;
    const auto error = test_support::captureError([&] { item = fixture.spool->take(); });
    REQUIRE(item);
    CHECK(item->file.group.token == "b");
    CHECK(has(error, "error a spooled group is set aside"));
    CHECK(has(error, file.filename().string()));
    CHECK(fs::exists(file.parent_path() / "damaged" / file.filename()));
    CHECK(fixture.spool->load().damaged_groups == 1);
    CHECK(fixture.spool->load().groups == 1);
    fixture.open();
    CHECK(fixture.spool->load().damaged_groups == 1);
}

TEST_CASE("while groups are diverted one is out at a time, and its success ends that") {
    Fixture fixture;
    REQUIRE(fixture.spool->store(makeGroup("a"), kRows, true));
    REQUIRE(fixture.spool->store(makeGroup("b"), kRows, true));
    fixture.spool->divert();
    const auto probe = fixture.spool->take();
    auto next = std::async(std::launch::async, [&] { return fixture.spool->take(); });
    CHECK(next.wait_for(std::chrono::milliseconds(20)) == std::future_status::timeout);
    CHECK(fixture.spool->isDiverting());
    fixture.spool->finish(*probe);
    CHECK(next.get()->file.group.token == "b");
    CHECK_FALSE(fixture.spool->isDiverting());
}

TEST_CASE("an empty spool has no way to find out that ClickHouse is back, and diverts nothing") {
    Fixture fixture;
    fixture.spool->divert();
    CHECK_FALSE(fixture.spool->isDiverting());
    REQUIRE(fixture.spool->store(makeGroup("a"), kRows, true));
    fixture.spool->divert();
    CHECK(fixture.spool->isDiverting());
    fixture.spool->setAside(fixture.spool->take()->name, "for a test");
    CHECK_FALSE(fixture.spool->isDiverting());
}

TEST_CASE("a renewed group has another token, also after a restart") {
    Fixture fixture;
    REQUIRE(fixture.spool->store(makeGroup("a"), kRows, true));
    fixture.spool->renew(*fixture.spool->take(), "b");
    fixture.open();
    const auto item = fixture.spool->take();
    CHECK(item->file.group == makeGroup("b"));
    CHECK(item->ndjson() == kRows[0]);
}

TEST_CASE("a closed spool ends the waiting") {
    Fixture fixture;
    auto item = std::async(std::launch::async, [&] { return fixture.spool->take(); });
    fixture.spool->close();
    CHECK_FALSE(item.get());
}
