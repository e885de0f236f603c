#include "native_encoder.h"

#include "native_column.h"

namespace embedded {
namespace {

// Field 1: no overflow row; field 2: no bucket; the end.
constexpr std::string_view kBlockInfo{"\x01\x00\x02\xff\xff\xff\xff\x00", 8};
constexpr char kOrdinarySerialization = '\0';

}  // namespace

tl::expected<void, EngineError> NativeEncoder::add(std::string_view bytes, std::string& target) {
    held_.append(bytes);
    return held_.size() - at_ < enough_ ? tl::expected<void, EngineError>() : takeAll(target);
}

tl::expected<void, EngineError> NativeEncoder::finish(std::string& target) {
    if (auto step = takeAll(target); !step) {
        return step;
    }
    if (columns_ > 0 || at_ < held_.size()) {
        return tl::unexpected(
            makeError(117, "The result ends within a block of the format Native", "INCORRECT_DATA")
        );
    }
    return {};
}

tl::expected<void, EngineError> NativeEncoder::takeAll(std::string& target) {
    try {
        while (at_ < held_.size() && takeOne(target)) {
        }
    } catch (const UnknownNativeType&) {
        return tl::unexpected(makeError(
            48,
            "The column " + column_ +
                " cannot be given in the format Native with client_protocol_version: cast it, for "
                "example with toString",
            "NOT_IMPLEMENTED"
        ));
    }
    held_.erase(0, at_);
    at_ = 0;
    enough_ = held_.size() + held_.size() / 2;
    return {};
}

bool NativeEncoder::takeOne(std::string& target) {
    return columns_ == 0 ? takeHead(target) : takeColumn(target);
}

bool NativeEncoder::takeHead(std::string& target) {
    NativeCursor cursor(std::string_view(held_).substr(at_));
    const auto columns = cursor.varint();
    const auto rows = cursor.varint();
    if (cursor.isShort()) {
        return false;
    }
    columns_ = columns;
    rows_ = rows;
    if (version_ >= kVersionWithBlockInfo) {
        target.append(kBlockInfo);
    }
    target.append(held_, at_, cursor.position());
    at_ += cursor.position();
    return true;
}

bool NativeEncoder::takeColumn(std::string& target) {
    const auto bytes = std::string_view(held_).substr(at_);
    NativeCursor cursor(bytes);
    const auto name = cursor.string();
    const auto type = cursor.string();
    if (cursor.isShort()) {
        return false;
    }
    column_.assign(name).append(" ").append(type);
    const std::size_t head = cursor.position();
    if (rows_ > 0) {
        const auto column = makeNativeColumn(type);
        column->skipPrefix(cursor);
        column->skipRows(cursor, rows_);
    }
    if (cursor.isShort()) {
        return false;
    }
    target.append(bytes.substr(0, head));
    if (version_ >= kVersionWithSerialization) {
        target += kOrdinarySerialization;
    }
    target.append(bytes.substr(head, cursor.position() - head));
    at_ += cursor.position();
    --columns_;
    return true;
}

}  // namespace embedded
