#pragma once

#include "event_rules/uuid.h"

#include <cstddef>

namespace relay {

// The id of the index-th event of a request, made of an id that the request has to itself. They
// ascend: by their texts, and by their second halves, as ClickHouse sorts a UUID. So events without
// time and uuid keep the order of their batch.
event_rules::Uuid ascendingUuid(const event_rules::Uuid& base, std::size_t index);

}  // namespace relay
