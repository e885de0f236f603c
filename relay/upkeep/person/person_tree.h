#pragma once

#include "upkeep/person/person.h"

#include <string>

namespace relay {

// The person for people: its ids as a tree, under each id those that belong to it, with the claim
// behind each; then the claims that do not count, the splits, and the properties. Control
// characters of texts are shown as '?'.
std::string drawPerson(const Person& person);

}  // namespace relay
