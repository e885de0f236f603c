#pragma once

#include "event_rules/uuid.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace worker {

// Takes all bytes, or throws.
using ByteSink = std::function<void(std::span<const char>)>;

// Writes ClickHouse's RowBinary. Hands bytes on at ends of rows only, so that an error never leaves
// half a row.
class RowBinaryWriter {
public:
    explicit RowBinaryWriter(ByteSink sink);

    void writeUInt8(std::uint8_t value) { writeLittleEndian(value, 1); }

    void writeUInt16(std::uint16_t value) { writeLittleEndian(value, 2); }

    void writeUInt32(std::uint32_t value) { writeLittleEndian(value, 4); }

    void writeInt64(std::int64_t value) { writeLittleEndian(static_cast<std::uint64_t>(value), 8); }

    void writeVarUInt(std::uint64_t value);
    void writeString(std::string_view value);
    // Two halves, the high one first, each little-endian.
    void writeUuid(const event_rules::Uuid& value);
    void writeNullableUuid(const std::optional<event_rules::Uuid>& value);

    // Passes the rows on once they are many.
    void endRow();
    void flush();

private:
    void writeLittleEndian(std::uint64_t value, unsigned bytes);

    ByteSink sink_;
    std::vector<char> buffer_;
};

}  // namespace worker
