#pragma once

#include <string>

namespace relay {

// A migration that has landed is never edited, but what it calls may be called otherwise today: the
// normalizer by the name that the deployment chooses, and the program that resolved identities
// before resolve_identity_v1 not at all. The view that ran it is replaced after the migrations; so
// it begins as one that reads nothing, and no server needs the program, nor the right to run it.
std::string renewCalls(std::string migration);

}  // namespace relay
