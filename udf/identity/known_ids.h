#pragma once

#include "identity/known_id.h"

#include <span>
#include <string_view>
#include <vector>

namespace identity_rules {

// The latest row of each id that is asked about, by id bytewise: of one that a row without a
// decision names, or whose latest row is open. Of rows of one moment that contradict each other
// always the same one, whatever their order.
class KnownIds {
public:
    explicit KnownIds(std::span<const KnownId> rows);

    [[nodiscard]] auto begin() const { return rows_.begin(); }

    [[nodiscard]] auto end() const { return rows_.end(); }

    // Null where no row is about the id.
    [[nodiscard]] const KnownId* find(std::string_view id) const;

private:
    std::vector<KnownId> rows_;
};

}  // namespace identity_rules
