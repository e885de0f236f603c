#include "migrate/former_calls.h"

#include "migrate/sql_edits.h"

#include <string_view>

namespace relay {

namespace {

void replaceAll(std::string& text, std::string_view former, std::string_view current) {
    for (auto at = text.find(former); at != std::string::npos; at = text.find(former, at)) {
        text.replace(at, former.size(), current);
    }
}

constexpr std::string_view kProgram = "executable(\n    'identity_roots',\n    'RowBinary',\n    ";
constexpr std::string_view kProgramInput = ",\n    (\n        SELECT";
constexpr std::string_view kProgramEnd = "command_read_timeout = 600000\n)";

// What is left of the call is the structure of what it gave.
std::string withoutProgram(const std::string& text) {
    const auto begin = text.find(kProgram);
    if (begin == std::string::npos) {
        return text;
    }
    const auto input = text.find(kProgramInput, begin);
    SqlEdits edits;
    edits.replace(begin, begin + kProgram.size(), "null(");
    edits.replace(input, text.find(kProgramEnd, input) + kProgramEnd.size(), ")");
    return edits.applyTo(text);
}

}  // namespace

std::string renewCalls(std::string migration) {
    replaceAll(migration, "normalize_event_v1(", "{{NORMALIZE_EVENT}}(");
    return withoutProgram(migration);
}

}  // namespace relay
