#pragma once

#include "event_rules/uuid.h"
#include "support/catch.h"

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace identity_tests {

// Reads the RowBinary of resolve_identity; throws std::out_of_range where it breaks off.
class OutputReader {
public:
    explicit OutputReader(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] bool isAtEnd() const { return bytes_.empty(); }

    std::uint64_t readVarUInt() {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            const auto byte = readUInt8();
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if (byte < 0x80) {
                return value;
            }
        }
    }

    std::uint8_t readUInt8() { return static_cast<std::uint8_t>(take(1).front()); }

    std::string readText() { return std::string(take(readVarUInt())); }

    std::int64_t readInt64() {
        std::int64_t value = 0;
        std::memcpy(&value, take(sizeof(value)).data(), sizeof(value));
        return value;
    }

    event_rules::Uuid readUuid() {
        event_rules::Uuid uuid;
        const auto halves = take(uuid.bytes.size());
        for (std::size_t i = 0; i < halves.size(); ++i) {
            uuid.bytes.at(i) = static_cast<std::uint8_t>(halves.at(i < 8 ? 7 - i : 23 - i));
        }
        return uuid;
    }

private:
    std::string_view take(std::size_t size) {
        if (size > bytes_.size()) {
            throw std::out_of_range("the output breaks off");
        }
        const auto taken = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
        return taken;
    }

    std::string_view bytes_;
};

inline std::string lastByte(const event_rules::Uuid& uuid) {
    return toString(uuid).substr(34);
}

inline std::string readId(OutputReader& reader) {
    auto id = reader.readText();
    REQUIRE(reader.readUuid() == event_rules::uuid5(id));
    return id;
}

// "id → root by owner at time uuid, changed at time, before at time", with " identified" behind the
// uuid of one that is. Of a uuid the last byte only.
inline std::string readChange(OutputReader& reader) {
    auto change = readId(reader);
    change.append(" → ").append(readId(reader));
    const auto owner = reader.readText();
    const auto claimed_at = std::to_string(reader.readInt64());
    const auto claim_uuid = lastByte(reader.readUuid());
    change.append(" by ").append(owner).append(" at ").append(claimed_at);
    change.append(" ").append(claim_uuid);
    change.append(reader.readUInt8() == 0 ? "" : " identified");
    change.append(", changed at ").append(std::to_string(reader.readInt64()));
    return change.append(", before at ").append(std::to_string(reader.readInt64()));
}

// What resolve_identity wrote for a row.
inline std::vector<std::string> readChanges(OutputReader& reader) {
    std::vector<std::string> changes;
    for (auto count = reader.readVarUInt(); count > 0; --count) {
        changes.push_back(readChange(reader));
    }
    return changes;
}

// Of an output that is one row.
inline std::vector<std::string> outputChanges(std::string_view output) {
    OutputReader reader(output);
    auto changes = readChanges(reader);
    REQUIRE(reader.isAtEnd());
    return changes;
}

}  // namespace identity_tests
