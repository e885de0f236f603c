#include "tuple_decoder.h"

#include <array>
#include <cstdio>
#include <stdexcept>

TupleDecoder::Tuple TupleDecoder::read() {
    Tuple tuple;
    tuple.rules_version = readNumber(2);
    tuple.reject_reason = readString();
    tuple.uuid = readUuid();
    tuple.event = readString();
    tuple.distinct_id = readString();
    tuple.person_id = readUuid();
    tuple.session_id = readString();
    tuple.session_id_uuid = readNullableUuid();
    tuple.window_id = readString();
    tuple.window_id_uuid = readNullableUuid();
    tuple.elements_chain = readString();
    tuple.timestamp_us = static_cast<std::int64_t>(readNumber(8));
    tuple.current_url = readString();
    tuple.host = readString();
    tuple.properties_offset = readNumber(4);
    tuple.properties_length = readNumber(4);
    tuple.rewritten_properties = readString();
    tuple.warnings = readLists(2);
    tuple.claims = readClaims();
    tuple.person_operations = readLists(3);
    return tuple;
}

std::string_view TupleDecoder::take(std::size_t size) {
    if (size > rest_.size()) {
        throw std::out_of_range("the bytes end inside a tuple");
    }
    const auto bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
}

std::uint64_t TupleDecoder::readNumber(std::size_t bytes) {
    std::uint64_t value = 0;
    const auto little_endian = take(bytes);
    for (auto byte = little_endian.rbegin(); byte != little_endian.rend(); ++byte) {
        value = value << 8U | static_cast<std::uint8_t>(*byte);
    }
    return value;
}

std::uint64_t TupleDecoder::readVarUInt() {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = readNumber(1);
        value |= (byte & 0x7FU) << shift;
        if (byte < 0x80U) {
            return value;
        }
    }
}

std::string TupleDecoder::readString() {
    return std::string(take(readVarUInt()));
}

std::string TupleDecoder::readUuid() {
    const auto high = readNumber(8);
    const auto low = readNumber(8);
    std::array<char, 33> text{};
    std::snprintf(
        text.data(),
        text.size(),
        "%016llx%016llx",
        static_cast<unsigned long long>(high),
        static_cast<unsigned long long>(low)
    );
    return text.data();
}

std::string TupleDecoder::readNullableUuid() {
    return readNumber(1) == 1 ? "" : readUuid();
}

std::vector<std::vector<std::string>> TupleDecoder::readClaims() {
    std::vector<std::vector<std::string>> claims(readVarUInt());
    for (auto& claim : claims) {
        claim = {readString(), readString()};
        claim.push_back(readUuid());
        claim.push_back(readString());
        claim.push_back(readString());
    }
    return claims;
}

std::vector<std::vector<std::string>> TupleDecoder::readLists(std::size_t members) {
    std::vector<std::vector<std::string>> lists(readVarUInt());
    for (auto& list : lists) {
        for (std::size_t i = 0; i < members; ++i) {
            list.push_back(readString());
        }
    }
    return lists;
}
