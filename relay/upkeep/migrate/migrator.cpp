#include "upkeep/migrate/migrator.h"

#include "upkeep/migrate/rule_functions.h"

#include <algorithm>
#include <utility>

namespace relay {

namespace {

std::string describe(const ClickHouseError& error) {
    switch (error.kind) {
        case ClickHouseError::Kind::kTransport:
            return "cannot talk to ClickHouse: " + error.message;
        case ClickHouseError::Kind::kTimeout:
            return "ClickHouse does not answer: " + error.message;
        case ClickHouseError::Kind::kCertificate:
            return "ClickHouse is not trusted: " + error.message;
        case ClickHouseError::Kind::kServer:
            return error.message;
    }
    return error.message;
}

std::string firstLine(const std::string& text) {
    return text.substr(0, text.find_first_of("\r\n"));
}

bool isNewFunction(const PreparedFile& file, const AppliedFiles& applied) {
    const auto known = applied.find(file.name);
    const bool is_same = known != applied.end() && known->second == file.checksum;
    return file.kind == SqlFileKind::kFunction && !is_same;
}

}  // namespace

Migrator::Migrator(
    ClickHouseClient& client,
    const Config& config,
    Progress progress,
    std::chrono::milliseconds timeout
)
    : client_(client),
      timeout_(timeout),
      record_(client, timeout),
      deployment_(deploymentOf(config)),
      values_(placeholderValues(deployment_)),
      progress_(std::move(progress)) {}

tl::expected<std::size_t, std::string> Migrator::run(const std::filesystem::path& sql_root) {
    const auto files = readSqlFiles(sql_root, deployment_).and_then([&](const auto& read) {
        return prepareFiles(read, values_);
    });
    if (!files) {
        return tl::unexpected(files.error());
    }
    if (const auto fits = checkDeployment(); !fits) {
        return tl::unexpected(fits.error());
    }
    const auto applied = record_.create(deployment_).and_then([&] { return record_.read(); });
    if (!applied) {
        return tl::unexpected(describe(applied.error()));
    }
    const auto plan = planMigration(*files, *applied);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    const auto calls_functions = [](const PreparedFile& file) {
        return file.kind != SqlFileKind::kFunction;
    };
    if (deployment_.normalizer == NormalizerKind::kUdf &&
        std::ranges::any_of(*plan, calls_functions)) {
        if (const auto checked = checkExecutables(); !checked) {
            return tl::unexpected(checked.error());
        }
    }
    if (const auto result = forgetFunctions(*plan, *applied); !result) {
        return tl::unexpected(result.error());
    }
    for (const auto& file : *plan) {
        if (const auto result = applyOnce(file); !result) {
            return tl::unexpected(result.error());
        }
    }
    if (const auto result = recordFunctions(*plan, *applied); !result) {
        return tl::unexpected(result.error());
    }
    progress_("up to date: " + std::to_string(files->size()) + " files");
    return files->size();
}

// What was built for one node cannot become a cluster, nor the other way round.
tl::expected<void, std::string> Migrator::checkDeployment() {
    const auto engine = record_.findEngine(deployment_);
    if (!engine) {
        return tl::unexpected(describe(engine.error()));
    }
    const bool was_cluster = engine->starts_with("Replicated");
    if (engine->empty() || was_cluster == deployment_.isCluster()) {
        return {};
    }
    return tl::unexpected(
        "the database " + deployment_.database + " was made for " +
        (was_cluster ? "a cluster: set CLICKHOUSE_CLUSTER"
                     : "one node: a cluster needs another CLICKHOUSE_DATABASE")
    );
}

// A view that calls a function that does not work would stop what works now.
tl::expected<void, std::string> Migrator::checkExecutables() {
    const auto call = [this](const std::string& function, const std::string& query) {
        ClickHouseRequest request;
        request.query = query;
        request.use_database = false;
        request.timeout = timeout_;
        return client_.execute(request).map([](const std::string&) {}
        ).map_error([&function](const ClickHouseError& error) {
            return function + " does not work: " + describe(error);
        });
    };
    constexpr auto udf = NormalizerKind::kUdf;
    return call(normalizeEventFunction(udf), normalizeEventProbe(udf)).and_then([&] {
        return call(resolveIdentityFunction(udf), resolveIdentityProbe(udf));
    });
}

// Another migrator may have been faster, and a migration run twice may drop what it made.
tl::expected<void, std::string> Migrator::applyOnce(const PreparedFile& file) {
    if (file.kind != SqlFileKind::kMigration) {
        return apply(file);
    }
    const auto applied = record_.read();
    if (!applied) {
        return tl::unexpected(describe(applied.error()));
    }
    return applied->contains(file.name) ? tl::expected<void, std::string>() : apply(file);
}

tl::expected<void, std::string> Migrator::apply(const PreparedFile& file) {
    for (const auto& statement : file.statements) {
        if (auto result = runStatement(file, statement); !result) {
            return result;
        }
    }
    if (file.kind != SqlFileKind::kFunction) {
        if (auto result = record(file.name, file.checksum); !result) {
            return result;
        }
    }
    progress_("applied " + file.name);
    return {};
}

// A function is recorded once the views that hold its text are applied. Else a migration that was
// cut short in between would leave them with the old text: the next one would see nothing new.
tl::expected<void, std::string>
Migrator::recordFunctions(const std::vector<PreparedFile>& files, const AppliedFiles& before) {
    for (const auto& file : files) {
        if (isNewFunction(file, before)) {
            if (auto result = record(file.name, file.checksum); !result) {
                return result;
            }
        }
    }
    return {};
}

// A changed function has no checksum meanwhile, so that any version that migrates next, also the
// one before, applies all views.
tl::expected<void, std::string>
Migrator::forgetFunctions(const std::vector<PreparedFile>& files, const AppliedFiles& before) {
    for (const auto& file : files) {
        if (isNewFunction(file, before) && before.contains(file.name)) {
            if (auto result = record(file.name, {}); !result) {
                return result;
            }
        }
    }
    return {};
}

tl::expected<void, std::string>
Migrator::record(const std::string& name, const std::string& checksum) {
    return record_.record(name, checksum).map_error([&](const ClickHouseError& error) {
        return name + ": cannot be recorded: " + describe(error);
    });
}

tl::expected<void, std::string>
Migrator::runStatement(const PreparedFile& file, const Statement& statement) {
    ClickHouseRequest request;
    request.query = statement.text;
    request.timeout = timeout_;
    const auto result = client_.execute(request);
    if (!result) {
        return tl::unexpected(
            file.name + ":" + std::to_string(statement.line) + ": " + firstLine(statement.text) +
            ": " + describe(result.error())
        );
    }
    return {};
}

}  // namespace relay
