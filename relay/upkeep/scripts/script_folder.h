#pragma once

#include "upkeep/migrate/deployment.h"
#include "upkeep/migrate/placeholders.h"

#include <tl/expected.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relay {

// The statements of sql/upkeep/NAME.sql, and what they leave open beside the deployment's
// placeholders.
struct Script {
    using Parameters = std::vector<std::pair<std::string, std::string>>;

    std::string name;
    Parameters parameters{};    // values of {name:Type}
    PlaceholderValues parts{};  // SQL for {{NAME}}
};

// Reads the files of sql/upkeep. Errors: one line, with file and line.
class ScriptFolder {
public:
    ScriptFolder(const std::filesystem::path& sql_root, const Deployment& deployment);

    // Without comments around them.
    [[nodiscard]] tl::expected<std::vector<std::string>, std::string> statements(
        const Script& script
    ) const;

private:
    std::filesystem::path folder_;
    PlaceholderValues values_;
};

}  // namespace relay
