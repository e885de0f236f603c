#pragma once

#include "identity/identity_roots.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace identity_tests {

using identity_rules::Claim;
using identity_rules::ClaimKind;

// A uuid whose last byte tells it apart; 1 is earlier than 2.
event_rules::Uuid numberedUuid(std::uint8_t number);

// "a" and 7 make "a0000007", so that the order of the numbers is the order of the ids.
std::string numberedId(std::string_view prefix, int number);

// Claims with the texts they point to.
class ClaimSet {
public:
    ClaimSet& plain(std::string_view source, std::string_view target, int time, int uuid = 0);
    ClaimSet& forced(std::string_view source, std::string_view target, int time, int uuid = 0);
    ClaimSet& identified(std::string_view id, int time = 0);
    ClaimSet& split(std::string_view source, std::string_view target, int time);  // "": from any

    [[nodiscard]] const std::vector<Claim>& claims() const { return claims_; }

private:
    ClaimSet&
    add(ClaimKind kind, std::string_view source, std::string_view target, int time, int uuid);

    using Texts = std::deque<std::string>;  // never moves what it holds

    std::shared_ptr<Texts> texts_ = std::make_shared<Texts>();  // copies of a set share it
    std::vector<Claim> claims_;
};

// id → root, of every id that is not its own root.
using Roots = std::map<std::string, std::string>;

Roots rootsOf(const std::vector<Claim>& claims);
Roots rootsOf(const ClaimSet& set);
// The text of each claim's verdict.
std::vector<std::string> verdictsOf(const std::vector<Claim>& claims);
std::vector<std::string> verdictsOf(const ClaimSet& set);

std::vector<Claim> shuffled(std::vector<Claim> claims, std::mt19937_64& random);

}  // namespace identity_tests
