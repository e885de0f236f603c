#include "rendered_schema.h"

#include "upkeep/migrate/migration_plan.h"
#include "upkeep/migrate/schema_migrations.h"

namespace schema_tests {

std::vector<Sent> renderSchema(const relay::Deployment& deployment) {
    std::vector<Sent> sent;
    for (const auto& statement : relay::recordStatements(deployment)) {
        sent.push_back({"", statement});
    }
    const auto values = placeholderValues(deployment);
    const auto files = relay::readSqlFiles(PROJECT_ROOT, deployment).value();
    const auto prepared = relay::prepareFiles(files, values).value();
    for (const auto& file : prepared) {
        for (const auto& statement : file.statements) {
            sent.push_back({file.name, statement.text});
        }
    }
    return sent;
}

}  // namespace schema_tests
