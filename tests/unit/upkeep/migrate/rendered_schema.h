#pragma once

#include "upkeep/migrate/deployment.h"

#include <string>
#include <vector>

namespace schema_tests {

inline const relay::Deployment kOneNode{"product_analytics", ""};
inline const relay::Deployment kCluster{"product_analytics", "main"};

// A statement as it is sent, with the name of its file.
struct Sent {
    std::string file;  // as recorded; empty: of the record itself
    std::string text;
};

// What a migration of an empty database sends, from the first statement to the last.
std::vector<Sent> renderSchema(const relay::Deployment& deployment);

}  // namespace schema_tests
