#pragma once

#include "event_rules/uuid.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace worker {

// The input cannot be understood any further.
class ProtocolError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Fills the buffer with at least one byte and returns how many; 0 at the end of the input.
using ByteSource = std::function<std::size_t(std::span<char>)>;

// Reads ClickHouse's RowBinary from a stream. Throws ProtocolError at an end of input in the middle
// of something, and at numbers out of bounds.
class RowBinaryReader {
public:
    explicit RowBinaryReader(ByteSource source);

    // The number of rows in the next chunk; empty at the end of the input.
    std::optional<std::uint64_t> readChunkHeader();

    // Starts a row, or an element of one that is read piece by piece: only views of what was before
    // become invalid.
    void beginRow();
    std::uint8_t readUInt8();
    std::uint64_t readUInt64();
    std::int64_t readInt64();
    // Two halves, the high one first, each little-endian.
    event_rules::Uuid readUuid();
    // The number of elements of an Array, for one.
    std::uint64_t readVarUInt();

    // Reads a String and returns where it begins; later reads may move it, but not change the
    // place.
    struct StringPlace {
        std::size_t offset;
        std::size_t size;
    };

    StringPlace readString();
    // Valid until the next read.
    [[nodiscard]] std::string_view view(StringPlace place) const;

private:
    // False at the end of the input.
    bool fill();
    void require(std::size_t size);

    ByteSource source_;
    std::vector<char> buffer_;
    std::size_t row_ = 0;   // start of the current row
    std::size_t next_ = 0;  // first unread byte
    std::size_t end_ = 0;   // end of what has been filled
};

}  // namespace worker
