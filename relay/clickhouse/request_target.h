#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relay {

using UrlParameters = std::vector<std::pair<std::string, std::string>>;

// Path and URL parameters of a request, in the order given. Everything in names and values outside
// RFC 3986's unreserved characters is percent-encoded, so that no value can end a parameter. `path`
// is taken as it is.
std::string buildRequestTarget(std::string_view path, const UrlParameters& parameters);

}  // namespace relay
