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

// What resolve_identity wrote for a row: one text for each id, "id → person", with " owner at uuid"
// where a plain claim is in force and " identified" where it is; and one for each claim, "kind
// source target uuid refused". Of a uuid the last byte only.
struct OutputRows {
    std::vector<std::string> ids;
    std::vector<std::string> verdicts;
};

inline std::string lastByte(const event_rules::Uuid& uuid) {
    return toString(uuid).substr(34);
}

inline void
readVerdicts(OutputReader& reader, const std::string& source, std::vector<std::string>& verdicts) {
    for (auto count = reader.readVarUInt(); count > 0; --count) {
        auto row = reader.readText();
        row.append(" ").append(source);
        row.append(" ").append(reader.readText());
        row.append(" ").append(lastByte(reader.readUuid()));
        verdicts.push_back(row.append(" ").append(reader.readText()));
    }
}

// Of the next row.
inline OutputRows readRows(OutputReader& reader) {
    OutputRows rows;
    for (auto count = reader.readVarUInt(); count > 0; --count) {
        const auto id = reader.readText();
        const auto own_person_id = reader.readUuid();
        REQUIRE(own_person_id == event_rules::uuid5(id));
        auto row = id + " → " + toString(reader.readUuid());
        const auto owner = reader.readText();
        const auto claimed_at = std::to_string(reader.readInt64());
        const auto claim_uuid = lastByte(reader.readUuid());
        if (!owner.empty()) {
            row.append(" ")
                .append(owner)
                .append(" ")
                .append(claimed_at)
                .append(" ")
                .append(claim_uuid);
        }
        row.append(reader.readUInt8() == 0 ? "" : " identified");
        rows.ids.push_back(row);
        readVerdicts(reader, id, rows.verdicts);
    }
    return rows;
}

// Of an output that is one row.
inline OutputRows outputRows(std::string_view output) {
    OutputReader reader(output);
    auto rows = readRows(reader);
    REQUIRE(reader.isAtEnd());
    return rows;
}

}  // namespace identity_tests
