#pragma once

#include "worker/row_binary_reader.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace identity_tests {

inline worker::RowBinaryReader readerOf(std::string_view bytes) {
    return worker::RowBinaryReader([bytes](std::span<char> buffer) mutable {
        const auto count = bytes.copy(buffer.data(), buffer.size());
        bytes.remove_prefix(count);
        return count;
    });
}

inline std::string readText(worker::RowBinaryReader& reader) {
    return std::string(reader.view(reader.readString()));
}

// Output of `identity_roots roots`, as "id → root (person)".
inline std::vector<std::string> rootRows(std::string_view output) {
    std::vector<std::string> rows;
    for (auto reader = readerOf(output); !reader.isAtEnd();) {
        auto row = readText(reader);
        row.append(" → ").append(readText(reader));
        rows.push_back(row.append(" ").append(toString(reader.readUuid())));
    }
    return rows;
}

// Output of `identity_roots verdicts`, as "kind source target timestamp uuid refused".
inline std::vector<std::string> verdictRows(std::string_view output) {
    std::vector<std::string> rows;
    for (auto reader = readerOf(output); !reader.isAtEnd();) {
        auto row = readText(reader);
        row.append(" ").append(readText(reader));
        row.append(" ").append(readText(reader));
        row.append(" ").append(std::to_string(reader.readInt64()));
        row.append(" ").append(toString(reader.readUuid()).substr(34));
        rows.push_back(row.append(" ").append(readText(reader)));
    }
    return rows;
}

}  // namespace identity_tests
