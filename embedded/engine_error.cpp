#include "engine_error.h"

#include <array>
#include <charconv>
#include <utility>

namespace embedded {
namespace {

constexpr int kUnknownException = 1002;
constexpr std::string_view kPrefix = "Code: ";

// Code and status, as in ClickHouse's src/Server/HTTP/exceptionCodeToHTTPStatus.cpp; all others are
// 500.
constexpr std::array<std::pair<int, int>, 52> kStatuses{{
    {194, 401},  // REQUIRED_PASSWORD
    {192, 403},  // UNKNOWN_USER
    {193, 403},  // WRONG_PASSWORD
    {497, 403},  // ACCESS_DENIED
    {512, 403},  // SET_NON_GRANTED_ROLE
    {516, 403},  // AUTHENTICATION_FAILED
    {6, 400},    // CANNOT_PARSE_TEXT
    {8, 400},    // THERE_IS_NO_COLUMN
    {15, 400},   // DUPLICATE_COLUMN
    {25, 400},   // CANNOT_PARSE_ESCAPE_SEQUENCE
    {26, 400},   // CANNOT_PARSE_QUOTED_STRING
    {27, 400},   // CANNOT_PARSE_INPUT_ASSERTION_FAILED
    {36, 400},   // BAD_ARGUMENTS
    {37, 400},   // UNKNOWN_ELEMENT_IN_AST
    {38, 400},   // CANNOT_PARSE_DATE
    {41, 400},   // CANNOT_PARSE_DATETIME
    {44, 400},   // ILLEGAL_COLUMN
    {53, 400},   // TYPE_MISMATCH
    {62, 400},   // SYNTAX_ERROR
    {72, 400},   // CANNOT_PARSE_NUMBER
    {117, 400},  // INCORRECT_DATA
    {123, 400},  // UNKNOWN_TYPE_OF_AST_NODE
    {167, 400},  // TOO_DEEP_AST
    {168, 400},  // TOO_BIG_AST
    {223, 400},  // UNEXPECTED_AST_STRUCTURE
    {321, 400},  // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
    {376, 400},  // CANNOT_PARSE_UUID
    {427, 400},  // CANNOT_COMPILE_REGEXP
    {441, 400},  // CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING
    {675, 400},  // CANNOT_PARSE_IPV4
    {676, 400},  // CANNOT_PARSE_IPV6
    {46, 404},   // UNKNOWN_FUNCTION
    {47, 404},   // UNKNOWN_IDENTIFIER
    {50, 404},   // UNKNOWN_TYPE
    {56, 404},   // UNKNOWN_STORAGE
    {60, 404},   // UNKNOWN_TABLE
    {63, 404},   // UNKNOWN_AGGREGATE_FUNCTION
    {73, 404},   // UNKNOWN_FORMAT
    {78, 404},   // UNKNOWN_TYPE_OF_QUERY
    {81, 404},   // UNKNOWN_DATABASE
    {115, 404},  // UNKNOWN_SETTING
    {152, 404},  // UNKNOWN_DIRECTION_OF_SORTING
    {336, 404},  // UNKNOWN_DATABASE_ENGINE
    {511, 404},  // UNKNOWN_ROLE
    {159, 408},  // TIMEOUT_EXCEEDED
    {381, 411},  // HTTP_LENGTH_REQUIRED
    {229, 413},  // QUERY_IS_TOO_LARGE
    {779, 415},  // UNSUPPORTED_MEDIA_TYPE
    {48, 501},   // NOT_IMPLEMENTED
    {76, 503},   // CANNOT_OPEN_FILE
    {209, 503},  // SOCKET_TIMEOUT
    {439, 503},  // CANNOT_SCHEDULE_TASK
}};

}  // namespace

EngineError parseEngineError(std::string_view message) {
    int code = 0;
    if (message.starts_with(kPrefix)) {
        std::from_chars(message.data() + kPrefix.size(), message.data() + message.size(), code);
    }
    if (code <= 0) {
        return makeError(kUnknownException, message, "UNKNOWN_EXCEPTION");
    }
    return {code, std::string(message)};
}

EngineError makeError(int code, std::string_view message, std::string_view name) {
    std::string text = "Code: " + std::to_string(code) + ". DB::Exception: ";
    text.append(message).append(" (").append(name).append(")");
    return {code, std::move(text)};
}

std::string withVersion(const EngineError& error, std::string_view version) {
    std::string text = error.text;
    while (text.ends_with('\n') || text.ends_with(' ')) {
        text.pop_back();
    }
    const std::string suffix = " (version " + std::string(version) + ")";
    if (!text.ends_with(suffix)) {
        text += suffix;
    }
    return text + "\n";
}

int httpStatus(int code) {
    for (const auto& [known, status] : kStatuses) {
        if (known == code) {
            return status;
        }
    }
    return 500;
}

}  // namespace embedded
