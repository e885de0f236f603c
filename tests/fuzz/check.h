#pragma once

namespace fuzz {

// Ends the run with the name of the promise that does not hold.
void check(bool holds, const char* promise);

}  // namespace fuzz
