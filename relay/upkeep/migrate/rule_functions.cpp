#include "upkeep/migrate/rule_functions.h"

#include "event_rules/normalized_event.h"
#include "identity/rules_version.h"

namespace relay {

namespace {

std::string functionName(const std::string& rules, NormalizerKind normalizer, int version) {
    return rules + (normalizer == NormalizerKind::kSql ? "_sql_v" : "_v") + std::to_string(version);
}

}  // namespace

std::string normalizeEventFunction(NormalizerKind normalizer) {
    return functionName("normalize_event", normalizer, event_rules::kRulesVersion);
}

std::string resolveIdentityFunction(NormalizerKind normalizer) {
    return functionName("resolve_identity", normalizer, identity_rules::kRulesVersion);
}

std::string normalizeEventProbe(NormalizerKind normalizer) {
    return "SELECT (" + normalizeEventFunction(normalizer) +
           "('', toDateTime64(0, 6, 'UTC'), '', toUUID('00000000-0000-0000-0000-000000000000'), "
           "'', "
           "'')).rules_version FORMAT TabSeparated";
}

std::string resolveIdentityProbe(NormalizerKind normalizer) {
    return "SELECT length(" + resolveIdentityFunction(normalizer) +
           "(CAST([], 'Array(Tuple(String, String, String, DateTime64(6), UUID))'), CAST([], "
           "'Array(Tuple(String, String, String, DateTime64(6), UUID, UInt8, DateTime64(6), "
           "DateTime64(6), UInt8))'))) FORMAT "
           "TabSeparated";
}

}  // namespace relay
