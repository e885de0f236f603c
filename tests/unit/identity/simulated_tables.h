#pragma once

#include "identity/decide_ids.h"
#include "unit/identity/claim_set.h"
#include "unit/identity/id_rows.h"

#include <set>
#include <string>
#include <vector>

namespace identity_tests {

// What is decided about each id, as text.
using Decided = std::set<std::string>;

// By all claims at once.
Decided decidedBy(const std::vector<Claim>& claims);

// The arguments of a call of resolve_identity_v1.
struct Arguments {
    std::vector<Claim> claims;
    std::vector<KnownId> ids;
};

// The tables identity_claims and person_ids, with what mv_claims_to_person_ids
// (sql/views/mv_claims_to_person_ids.sql) reads of them. Keeps outdated rows until they are merged,
// as ClickHouse does. Points to the texts of the claims.
class SimulatedTables {
public:
    // Of a claim that comes twice, apart from its timestamp, the first one counts.
    void log(const std::vector<Claim>& batch);

    // What the view passes for a batch. `is_again`: its claims are looked at once more.
    [[nodiscard]] Arguments argumentsFor(const std::vector<Claim>& batch, bool is_again = false)
        const;

    // The rows that the view makes of them, a moment after those before.
    std::vector<KnownId> resolve(const std::vector<Claim>& batch, bool is_again = false);

    void write(const std::vector<KnownId>& rows);

    // Logs, resolves and writes.
    void insert(const std::vector<Claim>& batch, bool is_again = false);

    // Removes the outdated rows.
    void merge();

    // The latest rows.
    [[nodiscard]] Decided decided() const;

    [[nodiscard]] const std::vector<Claim>& claims() const { return claims_; }

private:
    [[nodiscard]] std::vector<KnownId> latest() const;

    std::vector<Claim> claims_;
    std::vector<KnownId> rows_;
    std::int64_t now_us_ = 0;
};

}  // namespace identity_tests
