#include "worker/row_binary_writer.h"

#include <utility>

namespace worker {
namespace {

constexpr std::size_t kFlushBytes = 262'144;

}  // namespace

RowBinaryWriter::RowBinaryWriter(ByteSink sink) : sink_(std::move(sink)) {
    buffer_.reserve(2 * kFlushBytes);
}

void RowBinaryWriter::writeVarUInt(std::uint64_t value) {
    while (value >= 0x80U) {
        buffer_.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
        value >>= 7U;
    }
    buffer_.push_back(static_cast<char>(value));
}

void RowBinaryWriter::writeString(std::string_view value) {
    writeVarUInt(value.size());
    buffer_.insert(buffer_.end(), value.begin(), value.end());
}

void RowBinaryWriter::writeUuid(const event_rules::Uuid& value) {
    buffer_.insert(buffer_.end(), value.bytes.rbegin() + 8, value.bytes.rend());
    buffer_.insert(buffer_.end(), value.bytes.rbegin(), value.bytes.rbegin() + 8);
}

void RowBinaryWriter::writeNullableUuid(const std::optional<event_rules::Uuid>& value) {
    buffer_.push_back(value ? '\0' : '\1');
    if (value) {
        writeUuid(*value);
    }
}

void RowBinaryWriter::endRow() {
    if (buffer_.size() >= kFlushBytes) {
        flush();
    }
}

void RowBinaryWriter::flush() {
    if (!buffer_.empty()) {
        sink_(buffer_);
        buffer_.clear();
    }
}

void RowBinaryWriter::writeLittleEndian(std::uint64_t value, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) {
        buffer_.push_back(static_cast<char>(value >> (8 * i)));
    }
}

}  // namespace worker
