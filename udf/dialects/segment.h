#pragma once

#include "dialects/message.h"

#include <string>
#include <string_view>

namespace dialects {

// Appends a message as the SDKs of Segment, RudderStack and Jitsu send it, as an event of our own
// form (docs/segment.md). The type counts where the message names none that is known; every other
// is taken as a track.
void translateSegment(const Message& message, std::string_view type, std::string& out);

}  // namespace dialects
