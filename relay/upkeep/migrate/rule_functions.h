#pragma once

#include "config/config.h"

#include <string>

namespace relay {

// The functions that apply the rules of events and of identity: the executable ones
// (udf/functions), or those written in SQL (sql/normalizer, sql/identity).
std::string normalizeEventFunction(NormalizerKind normalizer);
std::string resolveIdentityFunction(NormalizerKind normalizer);

// Queries that call them. The answers are the version of the event rules, and 0 ids.
std::string normalizeEventProbe(NormalizerKind normalizer);
std::string resolveIdentityProbe(NormalizerKind normalizer);

}  // namespace relay
