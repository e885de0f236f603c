#pragma once

#include "engine_error.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace embedded {

// One statement that carries no data after it.
struct Statement {
    enum class Kind : std::uint8_t {
        kEmpty,
        kSelect,   // may give a large result: streamed
        kCommand,  // everything else: a small result, held
    };

    Kind kind = Kind::kEmpty;
    std::string text{};                   // without comments after it or a trailing ';'
    std::optional<std::string> format{};  // of its FORMAT clause
    std::size_t output_clause = 0;        // kSelect: where INTO OUTFILE belongs
    bool sets_session = false;            // SET, USE
    bool is_about_temporary = false;      // CREATE or DROP of a temporary table
    bool only_reads = false;              // what readonly=2 allows: these two, too
};

// Refuses a second statement, INTO OUTFILE and FROM INFILE, as ClickHouse's HTTP interface does.
tl::expected<Statement, EngineError> parseStatement(std::string_view sql);

// The text of a kSelect that writes its result to `path`, in `default_format` unless it names one.
std::string
withOutputFile(const Statement& statement, std::string_view path, std::string_view default_format);

}  // namespace embedded
