#include "summary.h"

#include <string_view>

namespace embedded {
namespace {

void addMember(std::string& json, std::string_view name, std::uint64_t value) {
    json.append(json.empty() ? "{\"" : ",\"").append(name).append("\":\"");
    json.append(std::to_string(value)).append("\"");
}

}  // namespace

std::string formatSummary(const Progress& progress) {
    std::string json;
    addMember(json, "read_rows", progress.read_rows);
    addMember(json, "read_bytes", progress.read_bytes);
    addMember(json, "written_rows", progress.written_rows);
    addMember(json, "written_bytes", progress.written_bytes);
    addMember(json, "elapsed_ns", static_cast<std::uint64_t>(progress.elapsed.count()));
    return json.append("}");
}

}  // namespace embedded
