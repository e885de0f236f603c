#pragma once

#include "identity/claim.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace identity_rules {

using IdNumber = std::size_t;

// Numbers the ids of a list of claims from 0 in bytewise order, so that the smaller id has the
// smaller number. Sorts instead of hashing: ids are chosen by strangers, and chosen ids can make
// every hash collide. Its views live as long as the claims' texts.
class IdNumbers {
public:
    explicit IdNumbers(std::span<const Claim> claims);

    [[nodiscard]] std::size_t size() const { return ids_.size(); }

    [[nodiscard]] std::string_view id(IdNumber number) const { return ids_[number]; }

    // By the claim's position in the list.
    [[nodiscard]] IdNumber source(std::size_t claim) const { return numbers_[2 * claim]; }

    [[nodiscard]] IdNumber target(std::size_t claim) const { return numbers_[2 * claim + 1]; }

private:
    std::vector<std::string_view> ids_;  // by number
    std::vector<IdNumber> numbers_;      // source and target of the first claim, of the second, …
};

}  // namespace identity_rules
