#pragma once

#include <string_view>

namespace identity_rules {

inline constexpr std::string_view kUsage =
    "usage: identity_roots\n"
    "Reads identity claims on stdin as RowBinary (kind String, source String, target String,\n"
    "timestamp DateTime64(6), uuid UUID) and writes RowBinary on stdout, a row for each id that\n"
    "they name: distinct_id String, own_person_id UUID, person_id UUID, owner String,\n"
    "claimed_at DateTime64(6), claim_uuid UUID, is_identified UInt8,\n"
    "verdicts Array(Tuple(kind String, target String, uuid UUID, refused String))\n";

// From stdin to stdout. Writes nothing before the whole input is known to be good. Throws
// std::runtime_error.
void resolveStdin();

}  // namespace identity_rules
