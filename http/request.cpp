#include "http/request.h"

#include "http/text.h"

#include <algorithm>

namespace http {

std::optional<std::string_view> Request::header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::optional<std::string_view> Request::queryParameter(std::string_view name) const {
    std::string_view rest = query;
    while (!rest.empty()) {
        const auto end = rest.find('&');
        const auto parameter = rest.substr(0, end);
        const auto equals = std::min(parameter.find('='), parameter.size());
        if (parameter.substr(0, equals) == name) {
            return parameter.substr(std::min(equals + 1, parameter.size()));
        }
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    return std::nullopt;
}

bool Request::wantsToStay() const {
    const auto options = header("connection").value_or("");
    return !listHas(options, "close") && (!is_http_10 || listHas(options, "keep-alive"));
}

bool Request::waitsForContinue() const {
    return !is_http_10 && listHas(header("expect").value_or(""), "100-continue");
}

}  // namespace http
