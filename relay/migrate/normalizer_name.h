#pragma once

#include "config/config.h"

#include <string>

namespace relay {

// The function that normalizes raw events: the executable one (udf/functions), or the one written
// in SQL (sql/normalizer).
std::string normalizerName(NormalizerKind normalizer);

}  // namespace relay
