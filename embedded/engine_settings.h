#pragma once

#include "engine_error.h"
#include "request_params.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace embedded {

// A ClickHouse string literal.
std::string quoteString(std::string_view text);

// A back-quoted ClickHouse name.
std::string quoteName(std::string_view name);

// One SET statement for all settings and param_* of a request. `marker` makes its query findable in
// system.processes; `read_only` is ClickHouse's readonly=2 for GET. A name that is no identifier is
// an unknown setting.
tl::expected<std::string, EngineError>
settingsStatement(const NameValues& settings, std::string_view marker, bool read_only);

// A query whose answer is the SET statement that gives these settings what they are now; empty if
// all of them are parameters.
std::string undoStatement(const NameValues& settings);

// Stops the query that runs under this marker.
std::string killStatement(std::string_view marker);

}  // namespace embedded
