#include "unit/identity/random_claims.h"

#include <array>

namespace identity_tests {

namespace {

constexpr std::array kIds{"a", "b", "c", "d", "e", "f", "g", "h", "Null", "' guest '"};

}  // namespace

int below(int limit, std::mt19937_64& random) {
    return std::uniform_int_distribution<int>(0, limit - 1)(random);
}

ClaimSet randomClaims(std::mt19937_64& random) {
    ClaimSet set;
    const auto ids = static_cast<int>(kIds.size());
    const int id_limit = 2 + below(ids - 1, random);
    const auto draw = [&] { return kIds.at(static_cast<std::size_t>(below(id_limit, random))); };
    for (int left = below(24, random); left > 0; --left) {
        const int time = below(4, random);
        const int uuid = below(3, random);
        switch (below(9, random)) {
            case 0:
                set.identified(draw(), time);
                break;
            case 1:
            case 2:
                set.forced(draw(), draw(), time, uuid);
                break;
            case 3:
                set.split(draw(), below(2, random) == 0 ? "" : draw(), time);
                break;
            default:
                set.plain(draw(), draw(), time, uuid);
        }
    }
    return set;
}

}  // namespace identity_tests
