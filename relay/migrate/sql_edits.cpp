#include "migrate/sql_edits.h"

namespace relay {

std::string SqlEdits::applyTo(std::string_view original) const {
    std::string result;
    std::size_t done = 0;
    for (const auto& [place, edit] : edits_) {
        result += original.substr(done, place - done);
        result += edit.second;
        done = place + edit.first;
    }
    result += original.substr(done);
    return result;
}

}  // namespace relay
