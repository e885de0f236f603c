#pragma once

#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <map>
#include <string>

namespace relay {

// A SELECT as something to select from.
std::string inBrackets(const std::string& select);

// The SELECTs of the materialized views, over other rows than those of an insert: so there is one
// way to make a row. Sources are SQL: a table, or a SELECT in brackets.
class ViewQueries {
public:
    // Error: the views are not there.
    static tl::expected<ViewQueries, std::string> read(Database& database);

    // Of a SELECT of raw events: rows of normalized_events.
    [[nodiscard]] std::string normalized(const std::string& raw) const;

    // Of rows of normalized_events.
    [[nodiscard]] std::string events(const std::string& source) const;
    [[nodiscard]] std::string problems(const std::string& source) const;
    [[nodiscard]] std::string claims(const std::string& source) const;
    [[nodiscard]] std::string properties(const std::string& source) const;
    [[nodiscard]] std::string activity(const std::string& source) const;

    // Rows of normalized_events that are not stored; the span is a SELECT in brackets, in the place
    // of the one in follow_raw.
    [[nodiscard]] std::string incomplete(const std::string& span) const;

private:
    [[nodiscard]] std::string
    over(const std::string& view, const std::string& table, const std::string& source) const;

    std::map<std::string, std::string> views_;
};

}  // namespace relay
