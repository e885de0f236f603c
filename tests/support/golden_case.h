#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace test_support {

// Column name → text; nullopt is NULL. Columns that a case leaves out are absent.
using GoldenRow = std::map<std::string, std::optional<std::string>>;

struct GoldenRequest {
    std::string method = "POST";
    std::string path = "/batch/";
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;  // `{{now…}}` not resolved yet
    bool is_gzip = false;

    // The value of a header, empty when absent. Names are compared as written.
    [[nodiscard]] std::string header(const std::string& name) const;
};

// One line of tests/golden/*.jsonl, with its own `define`s expanded (tests/golden/README.md).
struct GoldenCase {
    enum class Driver : std::uint8_t { kBoth, kNormalizer, kRelay };

    std::string name;
    Driver only = Driver::kBoth;
    GoldenRequest request;
    int status = 0;
    std::string reply;                                   // JSON text; empty for a refusal
    std::map<std::string, std::vector<GoldenRow>> rows;  // by table

    [[nodiscard]] bool runsOn(Driver driver) const {
        return only == Driver::kBoth || only == driver;
    }
};

struct GoldenFile {
    std::string name;
    std::vector<GoldenCase> cases;
};

// Every *.jsonl of the folder, by name. Throws std::runtime_error naming file and line.
std::vector<GoldenFile> loadGoldenFiles(const std::filesystem::path& folder);

// Whether two JSON texts mean the same; members may stand in any order.
bool isSameJson(const std::string& left, const std::string& right);

// Whether the text is {"status":"error","error":"…"} with a text that is not empty.
bool isErrorReply(const std::string& text);

}  // namespace test_support
