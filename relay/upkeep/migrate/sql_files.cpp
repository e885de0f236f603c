#include "upkeep/migrate/sql_files.h"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

namespace relay {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigits = 4;

// The number of NNNN_name.sql.
std::optional<std::size_t> readNumber(const std::string& name) {
    const auto digits = name.substr(0, kDigits);
    const bool is_numbered = digits.size() == kDigits && name.size() > kDigits &&
                             name[kDigits] == '_' &&
                             digits.find_first_not_of("0123456789") == std::string::npos;
    return is_numbered ? std::optional<std::size_t>(std::stoul(digits)) : std::nullopt;
}

// Names end up in SQL literals and in log lines.
bool isPlainName(const std::string& name) {
    return std::all_of(name.begin(), name.end(), [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
               (byte >= '0' && byte <= '9') || byte == '_' || byte == '-' || byte == '.';
    });
}

tl::expected<std::vector<std::string>, std::string> listSqlNames(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        auto name = entry.path().filename().string();
        if (entry.path().extension() != ".sql") {
            continue;
        }
        if (!isPlainName(name)) {
            return tl::unexpected("file name with unexpected characters in " + folder.string());
        }
        names.push_back(std::move(name));
    }
    if (error) {
        return tl::unexpected("cannot read " + folder.string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

struct Source {
    std::string folder;
    std::string prefix;  // of the names that are recorded
    SqlFileKind kind;
};

std::vector<Source> sourcesOf(const Deployment& deployment) {
    std::vector<Source> sources;
    if (deployment.normalizer == NormalizerKind::kSql) {
        sources.push_back({"sql/normalizer", "normalizer/", SqlFileKind::kFunction});
        sources.push_back({"sql/identity", "identity/", SqlFileKind::kFunction});
    }
    sources.push_back({"migrations", "", SqlFileKind::kMigration});
    sources.push_back({"sql/tables", "tables/", SqlFileKind::kRerunnable});
    sources.push_back({"sql/views", "views/", SqlFileKind::kRerunnable});
    // After the views, which call none of them.
    sources.push_back({"sql/functions", "functions/", SqlFileKind::kFunction});
    return sources;
}

tl::expected<void, std::string> readFolder(
    const fs::path& folder,
    const std::vector<std::string>& names,
    const SqlFile& prototype,
    std::vector<SqlFile>& files
) {
    for (const auto& name : names) {
        std::ifstream stream(folder / name, std::ios::binary);
        SqlFile file{prototype.name + name, prototype.kind, {}};
        file.text.assign(std::istreambuf_iterator<char>(stream), {});
        if (!stream) {
            return tl::unexpected("cannot read " + (folder / name).string());
        }
        files.push_back(std::move(file));
    }
    return {};
}

}  // namespace

tl::expected<void, std::string> checkNumbering(const std::vector<std::string>& names) {
    const std::string* previous = nullptr;
    for (std::size_t i = 0; i < names.size(); previous = &names[i], ++i) {
        const auto number = readNumber(names[i]);
        if (!number) {
            return tl::unexpected("migration " + names[i] + " is not named NNNN_name.sql");
        }
        if (previous != nullptr && readNumber(*previous) == number) {
            return tl::unexpected(
                "migrations " + *previous + " and " + names[i] + " have the same number"
            );
        }
        if (*number != i + 1) {
            const auto after = previous == nullptr ? "the beginning" : *previous;
            return tl::unexpected("migration " + names[i] + " leaves a gap after " + after);
        }
    }
    return {};
}

tl::expected<std::vector<SqlFile>, std::string>
readSqlFiles(const fs::path& root, const Deployment& deployment) {
    const auto migrations = listSqlNames(root / "migrations");
    if (!migrations) {
        return tl::unexpected(migrations.error());
    }
    if (migrations->empty()) {
        return tl::unexpected("no migrations in " + (root / "migrations").string());
    }
    if (auto numbered = checkNumbering(*migrations); !numbered) {
        return tl::unexpected(numbered.error());
    }
    std::vector<SqlFile> files;
    for (const auto& source : sourcesOf(deployment)) {
        const auto folder = root / source.folder;
        const SqlFile prototype{source.prefix, source.kind, {}};
        const auto read = listSqlNames(folder).and_then([&](const auto& names) {
            return readFolder(folder, names, prototype, files);
        });
        if (!read) {
            return tl::unexpected(read.error());
        }
    }
    return files;
}

}  // namespace relay
