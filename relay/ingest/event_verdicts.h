#pragma once

#include "dialects/translator.h"
#include "ingest/batch_scanner.h"

#include <cstddef>
#include <string_view>

namespace relay {

// Judges the events of a batch that is not in our own form once more: by the rules, once they are
// translated, as the normalizer does it.
void judgeTranslated(ScannedBatch& batch, const dialects::Dialect& dialect);

// The most memory that it takes in bytes, for a body of that text.
std::size_t maxTranslationMemory(std::string_view body);

}  // namespace relay
