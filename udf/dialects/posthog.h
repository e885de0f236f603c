#pragma once

#include "dialects/message.h"

#include <string>
#include <string_view>

namespace dialects {

// Appends an event of PostHog's capture V1 in our own form. What the SDK says of itself is in the
// request, as name/version, and not in its events.
void translatePostHogV1(const Message& message, std::string_view sdk, std::string& out);

// Appends what posthog-js before 2023 sends for `people.set`, operations without an event's name,
// as an event `$set`. A message with a name stays what it is.
void translatePostHogEngage(const Message& message, std::string& out);

}  // namespace dialects
