#include "support/catch.h"
#include "support/http_exchange.h"
#include "support/scratch_folder.h"
#include "support/stack.h"

#include <Poco/TemporaryFile.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace {

namespace fs = std::filesystem;
using test_support::HttpReply;
using test_support::Stack;

// A turn of follow_raw comes every thirty seconds.
constexpr std::chrono::seconds kDeadline{120};
constexpr std::chrono::milliseconds kPollInterval{200};

// The programs of the executable functions, of which one can be exchanged.
class Programs {
public:
    Programs() {
        folder_.createDirectories();
        fs::copy(fs::path(PROGRAMS) / "resolve_identity", folder_.path());
        install(fs::path(PROGRAMS) / "normalize_event");
    }

    [[nodiscard]] std::string path() const { return folder_.path(); }

    void makeWrong(const std::string& way) const {
        std::ofstream(fs::path(folder_.path()) / "wrong") << way;
        install(WRONG_NORMALIZER);
    }

    void remove() const { fs::remove(fs::path(folder_.path()) / "normalize_event"); }

    void makeRight() const { install(fs::path(PROGRAMS) / "normalize_event"); }

private:
    // A running program keeps its file.
    void install(const fs::path& program) const {
        const auto place = fs::path(folder_.path()) / "normalize_event";
        fs::remove(place);
        fs::copy(program, place);
    }

    Poco::TemporaryFile folder_;
};

HttpReply send(const Stack& stack, const std::string& id) {
    test_support::HttpConnection connection(stack.url());
    return connection.call(
        {"POST",
         "/batch/",
         {{"Content-Type", "application/json"}},
         R"({"api_key":"golden_key","batch":[{"event":"e","distinct_id":")" + id + R"("}]})"}
    );
}

// As soon as there are so many, or at the deadline.
std::string storedIds(const Stack& stack, std::size_t count) {
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    while (stack.value("SELECT count() FROM event_log") != std::to_string(count) &&
           std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(kPollInterval);
    }
    return stack.value("SELECT arraySort(groupArray(distinct_id)) FROM event_log");
}

}  // namespace

TEST_CASE("a wrong normalizer fails the insert and stores nothing, and the right one follows") {
    const Programs programs;
    const Stack stack({.user_scripts_path = programs.path()});
    CHECK(send(stack, "before").status == 200);
    for (const std::string way : {"zeros", "shifted", "other_version"}) {
        programs.makeWrong(way);
        CHECK(stack.killNormalizers() > 0);
        const auto refused = send(stack, way);
        CAPTURE(way, refused.body);
        INFO(stack.logs());
        CHECK(refused.status == 503);
        CHECK(refused.headers.contains("retry-after"));
    }
    CHECK(stack.value("SELECT groupArray(distinct_id) FROM event_log") == "['before']");
    CHECK(stack.value("SELECT count() FROM event_problems") == "0");
    CHECK(stack.value("SELECT groupArray(distinct_id) FROM id_activity") == "['before']");

    programs.makeRight();
    CHECK(stack.killNormalizers() > 0);
    CHECK(send(stack, "after").status == 200);
    CHECK(storedIds(stack, 5) == "['after','before','other_version','shifted','zeros']");
}

TEST_CASE("with a spool a missing normalizer loses no event of a client that sends once") {
    const Programs programs;
    const test_support::ScratchFolder scratch;
    const Stack stack(
        {.relay_environment = {{"SPOOL_DIR", scratch.path() + "/spool"}},
         .user_scripts_path = programs.path()}
    );
    programs.remove();
    const auto spooled = send(stack, "meanwhile");
    INFO(spooled.body + stack.logs());
    CHECK(spooled.status == 200);
    CHECK(spooled.body.find(R"("spooled":true)") != std::string::npos);
    CHECK(stack.value("SELECT count() FROM event_log") == "0");

    programs.makeRight();
    CHECK(storedIds(stack, 1) == "['meanwhile']");
}
