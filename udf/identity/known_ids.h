#pragma once

#include "identity/claim.h"
#include "identity/known_id.h"

#include <span>
#include <string_view>
#include <vector>

namespace identity_rules {

// The latest row of each id that is asked about (a row without a decision names it) or whose latest
// row is open, by id bytewise. Rows of one moment that contradict each other give the same one in
// any order.
//
// A person is open where all its ids are given, with all their claims. An id that has a claim in
// force, but none among `claims`, was opened after the claims were read: it counts as not open.
class KnownIds {
public:
    KnownIds(std::span<const KnownId> rows, std::span<const Claim> claims);

    [[nodiscard]] auto begin() const { return rows_.begin(); }

    [[nodiscard]] auto end() const { return rows_.end(); }

    // Null where no row is about the id.
    [[nodiscard]] const KnownId* find(std::string_view id) const;

private:
    std::vector<KnownId> rows_;
};

}  // namespace identity_rules
