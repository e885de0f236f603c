#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relay {

// The rows of a raw event know it by its place: received_at and seq, in one number as in
// mv_raw_to_normalized. Two requests, of two relays, may share a place; their rows then cannot be
// told apart in every table.
inline constexpr std::string_view kPlace =
    "bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq)";

// person_id is left out: a squash rewrites it.
inline constexpr std::string_view kEventColumns =
    "uuid, api_key, event, distinct_id, session_id, session_id_uuid, window_id, window_id_uuid, "
    "elements_chain, timestamp, inserted_at, ip, user_agent, current_url, host, properties";

// One table that a raw event reaches.
struct ReplayTarget {
    std::string table;
    std::string view;
    std::string place;
    std::string content;  // the columns that the normalizer decides
    std::string key;      // what rows of one event share; with the place it names the row
    bool keeps_first;     // of several copies (same key) the first received is enough
    std::string range;    // the column with the receive time, where the table has one
};

const std::vector<ReplayTarget>& replayTargets();

}  // namespace relay
