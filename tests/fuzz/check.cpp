#include "check.h"

#include <cstdio>
#include <cstdlib>

namespace fuzz {

void check(bool holds, const char* promise) {
    if (!holds) {
        std::fprintf(stderr, "broken promise: %s\n", promise);
        std::abort();
    }
}

}  // namespace fuzz
