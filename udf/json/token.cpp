#include "json/token.h"

namespace json {

std::string_view quotedText(std::string_view rest) {
    std::size_t at = 1;
    while (at < rest.size() && rest[at] != '"') {
        at += rest[at] == '\\' ? 2U : 1U;
    }
    return rest.substr(0, at + 1);
}

}  // namespace json
