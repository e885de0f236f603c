#pragma once

#include <cstddef>
#include <vector>

namespace event_rules {

inline constexpr std::size_t kKeptEntries = 4096;

// Empties a list that is used for event after event. It keeps its memory, but not what one hostile
// event made it take.
template <typename T>
void clearKept(std::vector<T>& list) {
    if (list.capacity() > kKeptEntries) {
        list = std::vector<T>();
    }
    list.clear();
}

}  // namespace event_rules
