#pragma once

#include "upkeep/person/person.h"

#include <string>

namespace relay {

// The person for machines: one JSON object with the members of Person, on one line.
std::string toJson(const Person& person);

}  // namespace relay
