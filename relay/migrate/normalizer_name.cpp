#include "migrate/normalizer_name.h"

#include "event_rules/normalized_event.h"

namespace relay {

std::string normalizerName(NormalizerKind normalizer) {
    const std::string prefix =
        normalizer == NormalizerKind::kSql ? "normalize_event_sql_v" : "normalize_event_v";
    return prefix + std::to_string(event_rules::kRulesVersion);
}

}  // namespace relay
