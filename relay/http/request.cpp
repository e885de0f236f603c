#include "http/request.h"

namespace relay {

std::optional<std::string_view> Request::header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

bool Request::hasQueryParameter(std::string_view name) const {
    std::string_view rest = query;
    while (!rest.empty()) {
        const auto end = rest.find('&');
        const auto parameter = rest.substr(0, end);
        if (parameter.substr(0, parameter.find('=')) == name) {
            return true;
        }
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    return false;
}

}  // namespace relay
