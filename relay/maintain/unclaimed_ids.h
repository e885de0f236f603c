#pragma once

#include "maintain/database.h"

#include <tl/expected.hpp>

#include <string>

namespace relay {

// The reconciler looks at ids that claims name: gives ids that no claim names any more back to
// themselves. Doing it again changes nothing.
tl::expected<void, std::string> forgetUnclaimedIds(Database& database);

}  // namespace relay
