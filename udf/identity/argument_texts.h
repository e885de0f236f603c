#pragma once

#include "worker/row_binary_reader.h"

#include <algorithm>
#include <memory_resource>
#include <string_view>

namespace identity_rules {

// Keeps copies of texts that were read, so that the reader need not keep more than one element.
class ArgumentTexts {
public:
    std::string_view read(worker::RowBinaryReader& reader) {
        const auto text = reader.view(reader.readString());
        auto* const copy = static_cast<char*>(bytes_.allocate(text.size(), alignof(char)));
        std::ranges::copy(text, copy);
        return {copy, text.size()};
    }

private:
    std::pmr::monotonic_buffer_resource bytes_;
};

}  // namespace identity_rules
