#include "spool/spool_folder.h"

#include "support/catch.h"
#include "support/scratch_folder.h"

#include <fstream>
#include <optional>
#include <stdexcept>

namespace {

namespace fs = std::filesystem;
using relay::SpoolFolder;

const std::vector<std::string_view> kPieces{"one ", "two"};

std::vector<std::string> namesIn(const SpoolFolder& folder) {
    std::vector<std::string> names;
    for (const auto& file : folder.list()) {
        names.push_back(file.name);
    }
    return names;
}

}  // namespace

TEST_CASE("what is written to the spool's folder is read again, also by the next process") {
    const test_support::ScratchFolder scratch;
    std::optional<SpoolFolder> folder(scratch.path() + "/new/spool");
    REQUIRE(folder->write("2.group", kPieces));
    REQUIRE(folder->write("1.group", kPieces));
    folder.reset();
    folder.emplace(scratch.path() + "/new/spool");
    CHECK(namesIn(*folder) == std::vector<std::string>{"1.group", "2.group"});
    CHECK(folder->list().front().bytes == 7);
    CHECK(folder->read("1.group") == "one two");
    REQUIRE(folder->replace("1.group", std::vector<std::string_view>{"three"}));
    CHECK(folder->read("1.group") == "three");
    REQUIRE(folder->remove("1.group"));
    CHECK(namesIn(*folder) == std::vector<std::string>{"2.group"});
    CHECK(folder->read("1.group").error() == "No such file or directory");
}

TEST_CASE("a file that a killed process had begun is no group, and goes away") {
    const test_support::ScratchFolder scratch;
    const auto unfinished = scratch.path() + "/1.group.unfinished";
    std::ofstream(unfinished) << "half";
    const SpoolFolder folder(scratch.path());
    CHECK(folder.list().empty());
    CHECK_FALSE(fs::exists(unfinished));
}

TEST_CASE("a file that is set aside is kept and counted") {
    const test_support::ScratchFolder scratch;
    const SpoolFolder folder(scratch.path());
    CHECK(folder.countDamaged() == 0);
    REQUIRE(folder.write("1.group", kPieces));
    REQUIRE(folder.setAside("1.group"));
    CHECK(folder.list().empty());
    CHECK(folder.countDamaged() == 1);
    CHECK(fs::file_size(scratch.path() + "/damaged/1.group") == 7);
}

TEST_CASE("a spool's folder serves one process") {
    const test_support::ScratchFolder scratch;
    std::optional<SpoolFolder> first(scratch.path());
    CHECK_THROWS_WITH(
        SpoolFolder(scratch.path()),
        "cannot lock SPOOL_DIR " + scratch.path() + ": another relay uses it"
    );
    first.reset();
    CHECK_NOTHROW(SpoolFolder(scratch.path()));
}

TEST_CASE("a spool's folder that cannot be opened is named") {
    const test_support::ScratchFolder scratch;
    const auto path = scratch.path() + "/file";
    std::ofstream(path) << "no folder";
    CHECK_THROWS_WITH(SpoolFolder(path), "cannot open SPOOL_DIR " + path + ": Not a directory");
}

TEST_CASE("a write that fails leaves nothing behind") {
    const test_support::ScratchFolder scratch;
    const SpoolFolder folder(scratch.path());
    fs::create_directory(scratch.path() + "/1.group");  // no file can take its name
    fs::create_directory(scratch.path() + "/2.group.unfinished");
    CHECK_FALSE(folder.write("1.group", kPieces));
    CHECK_FALSE(folder.write("2.group", kPieces));
    CHECK_FALSE(fs::exists(scratch.path() + "/1.group.unfinished"));
    CHECK_FALSE(fs::exists(scratch.path() + "/2.group"));
}
