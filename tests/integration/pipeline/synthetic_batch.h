#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace pipeline {

// A request whose outcome is known beforehand. Every event has a uuid of its own, also those that
// break a rule.
struct SyntheticBatch {
    std::string body;                   // application/json
    std::vector<std::string> accepted;  // uuids
    std::vector<std::string> rejected;
};

// The events number `first` to `first + size - 1` of an endless supply. Neighbours lie in different
// months, and about a third breaks one of three rules: a mix that a bug of the engine once could
// not stand (engine notes).
SyntheticBatch makeBatch(std::size_t first, std::size_t size);

std::string uuidOfEvent(std::size_t number);

}  // namespace pipeline
