#pragma once

#include <cstddef>
#include <vector>

namespace event_rules {

// Empties a list that is used for event after event. It keeps its memory, but not what one hostile
// event made it take.
template <typename T>
void clearAndTrim(std::vector<T>& list) {
    constexpr std::size_t kKept = 4096;
    if (list.capacity() > kKept) {
        list = std::vector<T>();
    }
    list.clear();
}

}  // namespace event_rules
