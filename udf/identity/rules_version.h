#pragma once

namespace identity_rules {

// Of the rules of identity. A changed rule gets a new version, and with it a new function.
inline constexpr int kRulesVersion = 1;

}  // namespace identity_rules
