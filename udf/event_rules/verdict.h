#pragma once

#include "event_rules/event_capture.h"
#include "event_rules/reject_reason.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace event_rules {

inline constexpr std::size_t kMaxEventBytes = 1'048'576;
inline constexpr std::size_t kMaxEventNameCharacters = 200;
inline constexpr std::size_t kMaxDistinctIdCharacters = 400;

// The distinct id that counts, null when the event has none.
CapturedValue findDistinctId(const EventCapture& capture);

// The first reason against an event whose JSON is well-formed, as far as it was read.
std::optional<RejectReason> findRejection(const EventCapture& capture);

}  // namespace event_rules
