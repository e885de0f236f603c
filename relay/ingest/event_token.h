#pragma once

#include <string>
#include <string_view>

namespace relay {

// The api key as PostHog's browser SDK puts it into each event: its `properties.token`, or a
// `token` beside them. Empty when there is none, or the event is no JSON.
std::string findEventToken(std::string_view event);

}  // namespace relay
