#pragma once

#include "identity/claim.h"
#include "worker/row_binary_writer.h"

#include <span>
#include <string_view>

namespace identity_rules {

inline constexpr std::string_view kUsage =
    "usage: identity_roots roots|verdicts\n"
    "Reads identity claims on stdin as RowBinary (kind String, source String, target String,\n"
    "timestamp DateTime64(6), uuid UUID) and writes RowBinary on stdout:\n"
    "  roots     distinct_id String, root String, person_id UUID\n"
    "            of every id that is not its own root\n"
    "  verdicts  kind, source, target, timestamp, uuid, refused String\n"
    "            of every claim; refused is empty where it counts\n";

// What a command writes for the claims it was given.
using WriteRows = void (*)(std::span<const Claim>, worker::RowBinaryWriter&);

// Null for a name that is no command.
WriteRows findCommand(std::string_view name);

// From stdin to stdout. Writes nothing before the whole input is known to be good. Throws
// std::runtime_error.
void runCommand(WriteRows write_rows);

}  // namespace identity_rules
