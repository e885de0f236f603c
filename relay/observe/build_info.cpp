#include "observe/build_info.h"

namespace relay {

std::string_view buildVersion() {
    return RELAY_VERSION;
}

std::string_view buildCommit() {
    return RELAY_COMMIT;
}

}  // namespace relay
