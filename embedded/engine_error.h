#pragma once

#include <string>
#include <string_view>

namespace embedded {

// An error as ClickHouse words it: `text` starts with "Code: N. DB::Exception: ".
struct EngineError {
    int code = 0;
    std::string text;
};

// `message` from libchdb; the code is read from its start, 1002 (UNKNOWN_EXCEPTION) when there is
// none.
EngineError parseEngineError(std::string_view message);

// An error found by this server and worded like ClickHouse's: name is for example "SYNTAX_ERROR".
EngineError makeError(int code, std::string_view message, std::string_view name);

// The text with the version at its end, as clients know it from a server.
std::string withVersion(const EngineError& error, std::string_view version);

// The HTTP status ClickHouse answers for an exception code.
int httpStatus(int code);

}  // namespace embedded
