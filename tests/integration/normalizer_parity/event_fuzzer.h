#pragma once

#include "random_choice.h"
#include "seed_events.h"

#include <string>
#include <vector>

namespace parity {

// Events that are nearly right: seeds with bytes changed, seeds with members added, and composed
// ones. The same sequence for the same seeds.
class EventFuzzer {
public:
    EventFuzzer(const std::vector<SeedEvent>& seeds, std::uint64_t random_seed);

    SeedEvent next();

private:
    SeedEvent composed();
    SeedEvent changed();
    void changeBytes(std::string& text);
    void addMember(SeedEvent& event);
    std::string sentAt();

    RandomChoice random_;
    std::vector<SeedEvent> seeds_;
};

}  // namespace parity
