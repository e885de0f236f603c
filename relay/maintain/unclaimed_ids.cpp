#include "maintain/unclaimed_ids.h"

namespace relay {

tl::expected<void, std::string> forgetUnclaimedIds(Database& database) {
    return database.run(R"(
INSERT INTO identity_decisions (distinct_id, own_person_id, person_id, previous_person_id)
SELECT distinct_id, any(own_person_id) AS own, own, any(joinGet('identity_state', 'person_id', cityHash64(distinct_id))) AS known
FROM identity_decisions
WHERE distinct_id NOT IN (SELECT arrayJoin([source, target]) FROM identity_claims)
GROUP BY distinct_id
HAVING known != own OR any(joinGet('identity_state', 'is_identified', cityHash64(distinct_id))))");
}

}  // namespace relay
