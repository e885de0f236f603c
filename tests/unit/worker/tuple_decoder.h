#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Reads what the worker writes, independently of the worker's own code.
class TupleDecoder {
public:
    explicit TupleDecoder(std::string_view bytes) : rest_(bytes) {}

    struct Tuple {
        std::uint64_t rules_version = 0;
        std::string reject_reason;
        std::string uuid;  // of hexadecimal digits
        std::string event;
        std::string distinct_id;
        std::string person_id;
        std::string session_id;
        std::string session_id_uuid;  // empty for NULL
        std::string window_id;
        std::string window_id_uuid;
        std::string elements_chain;
        std::int64_t timestamp_us = 0;
        std::string current_url;
        std::string host;
        std::uint64_t properties_offset = 0;
        std::uint64_t properties_length = 0;
        std::string rewritten_properties;
        std::vector<std::vector<std::string>> warnings;
        std::vector<std::vector<std::string>> claims;
        std::vector<std::vector<std::string>> person_operations;
    };

    // Throws std::out_of_range when the bytes end too early.
    Tuple read();

    [[nodiscard]] bool isAtEnd() const { return rest_.empty(); }

private:
    std::string_view take(std::size_t size);
    std::uint64_t readNumber(std::size_t bytes);
    std::uint64_t readVarUInt();
    std::string readString();
    std::string readUuid();
    std::string readNullableUuid();
    std::vector<std::vector<std::string>> readClaims();
    std::vector<std::vector<std::string>> readLists(std::size_t members);

    std::string_view rest_;
};
