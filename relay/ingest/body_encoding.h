#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace relay {

// Whether a text begins as the JSON of a body does.
bool isJson(std::string_view text);

// nullopt: it is none. A blank stands for a plus sign that a form has taken for one.
std::optional<std::string> decodeBase64(std::string text);

// SDKs in browsers wrap their JSON, so that a request needs no preflight: base64, by itself or as
// the field `data` of a form. The text of the body, or nullopt where it is JSON, or nothing known,
// as it stands.
std::optional<std::string> unwrapBody(std::string_view body);

}  // namespace relay
