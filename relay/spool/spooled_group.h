#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

struct SpooledBatch {
    std::string id;
    std::size_t rows;

    bool operator==(const SpooledBatch&) const = default;
};

// What a commit group needs to be stored exactly once, beside its rows.
struct SpooledGroup {
    std::string token;
    std::int32_t received_day = 0;
    std::vector<SpooledBatch> batches;

    [[nodiscard]] std::size_t rows() const;

    bool operator==(const SpooledGroup&) const = default;
};

struct SpooledFile {
    SpooledGroup group;
    std::size_t head_bytes;  // before the rows
};

// What stands before the rows in a group's file: the group, and a checksum of it and of the rows.
std::string encodeHead(const SpooledGroup& group, std::span<const std::string_view> ndjson);

// Nothing when a byte is not as it was written.
std::optional<SpooledFile> decodeFile(std::string_view text);

}  // namespace relay
