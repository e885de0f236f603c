#include "worker/row_binary_reader.h"

#include "json/digits.h"

#include <cstring>
#include <utility>

namespace worker {
namespace {

constexpr std::size_t kInitialBuffer = 1'048'576;
// A row of this size is rare, and a worker lives long: what it grew to is given back.
constexpr std::size_t kKeptBuffer = 4 * kInitialBuffer;
// More than any event has: a batch has up to 256 MiB. Memory grows with what arrives, not with what
// is announced.
constexpr std::size_t kMaxString = 1024 * kInitialBuffer;
constexpr std::uint64_t kMaxChunkRows = 1'000'000'000'000;
constexpr unsigned kMaxVarIntBits = 63;

[[noreturn]] void endOfInput() {
    throw ProtocolError("input ended in the middle of a chunk");
}

}  // namespace

RowBinaryReader::RowBinaryReader(ByteSource source)
    : source_(std::move(source)), buffer_(kInitialBuffer) {}

std::optional<std::uint64_t> RowBinaryReader::readChunkHeader() {
    beginRow();
    if (next_ == end_ && buffer_.size() > kKeptBuffer) {
        buffer_ = std::vector<char>(kInitialBuffer);
        row_ = next_ = end_ = 0;
    }
    if (next_ == end_ && !fill()) {
        return std::nullopt;
    }
    std::uint64_t rows = 0;
    for (bool is_first = true;; is_first = false) {
        require(1);
        const char c = buffer_[next_++];
        if (c == '\n' && !is_first) {
            return rows;
        }
        if (!json::isDigit(c)) {
            throw ProtocolError("chunk header is not a number of rows");
        }
        rows = rows * 10 + static_cast<std::uint64_t>(c - '0');
        if (rows > kMaxChunkRows) {
            throw ProtocolError("chunk header announces too many rows");
        }
    }
}

void RowBinaryReader::beginRow() {
    row_ = next_;
}

std::uint8_t RowBinaryReader::readUInt8() {
    require(1);
    return static_cast<std::uint8_t>(buffer_[next_++]);
}

std::uint64_t RowBinaryReader::readUInt64() {
    require(sizeof(std::uint64_t));
    std::uint64_t value = 0;
    for (unsigned i = 0; i < sizeof(value); ++i) {
        value |= std::uint64_t{static_cast<std::uint8_t>(buffer_[next_ + i])} << (8 * i);
    }
    next_ += sizeof(value);
    return value;
}

std::int64_t RowBinaryReader::readInt64() {
    return static_cast<std::int64_t>(readUInt64());
}

event_rules::Uuid RowBinaryReader::readUuid() {
    event_rules::Uuid uuid;
    for (std::size_t half = 0; half < 2; ++half) {
        const auto value = readUInt64();
        for (std::size_t i = 0; i < 8; ++i) {
            uuid.bytes.at(half * 8 + i) = static_cast<std::uint8_t>(value >> (56 - 8 * i));
        }
    }
    return uuid;
}

RowBinaryReader::StringPlace RowBinaryReader::readString() {
    const auto size = readVarUInt();
    if (size > kMaxString) {
        throw ProtocolError("string is longer than 1 GiB");
    }
    require(size);
    const StringPlace place{next_ - row_, size};
    next_ += size;
    return place;
}

std::string_view RowBinaryReader::view(StringPlace place) const {
    return {buffer_.data() + row_ + place.offset, place.size};
}

std::uint64_t RowBinaryReader::readVarUInt() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < kMaxVarIntBits; shift += 7) {
        require(1);
        const auto byte = static_cast<std::uint8_t>(buffer_[next_++]);
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if ((byte & 0x80U) == 0) {
            return value;
        }
    }
    throw ProtocolError("a length is not a number");
}

void RowBinaryReader::require(std::size_t size) {
    while (end_ - next_ < size) {
        if (end_ == buffer_.size() && row_ == 0) {
            buffer_.resize(buffer_.size() * 2);
        }
        if (!fill()) {
            endOfInput();
        }
    }
}

bool RowBinaryReader::fill() {
    if (row_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + row_, end_ - row_);
        next_ -= row_;
        end_ -= row_;
        row_ = 0;
    }
    const auto count = source_(std::span(buffer_).subspan(end_));
    end_ += count;
    return count > 0;
}

}  // namespace worker
