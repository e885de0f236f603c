#include "stored_ids.h"

#include <algorithm>
#include <iterator>

namespace pipeline {

namespace {

Uuids select(const test_support::Stack& stack, const std::string& what) {
    Uuids uuids;
    for (auto& row : stack.query("SELECT " + what)) {
        uuids.push_back(row.at(0).value());
    }
    std::ranges::sort(uuids);
    return uuids;
}

std::string count(const char* what, const Uuids& uuids) {
    if (uuids.empty()) {
        return {};
    }
    return std::to_string(uuids.size()) + " " + what + ", the first is " + uuids.front() + "\n";
}

}  // namespace

StoredIds::StoredIds(const test_support::Stack& stack)
    : raw(select(stack, "JSONExtractString(event, 'uuid') FROM raw_events")),
      events(select(stack, "toString(uuid) FROM event_log")),
      rejected(select(stack, "JSONExtractString(event, 'uuid') FROM rejected_events")) {}

std::string describeLossOrCopies(Uuids wanted, const Uuids& stored) {
    std::ranges::sort(wanted);
    Uuids lost;
    std::ranges::set_difference(wanted, stored, std::back_inserter(lost));
    Uuids copies;
    for (std::size_t i = 1; i < stored.size(); ++i) {
        if (stored[i] == stored[i - 1]) {
            copies.push_back(stored[i]);
        }
    }
    return count("lost", lost) + count("stored more than once", copies);
}

}  // namespace pipeline
