#include "migrate/cluster_sql.h"

#include "migrate/cluster_engine.h"
#include "migrate/cluster_layout.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace relay {

namespace {

using Statements = tl::expected<std::vector<std::string>, std::string>;

enum class Verb : std::uint8_t {
    kCreateDatabase,
    kCreateTable,
    kCreateOrReplaceTable,
    kCreateView,
    kCreateOrReplaceView,
    kCreateFunction,
    kCreateMaterializedView,
    kAlter,
    kDrop,
    kInsert,
};

constexpr std::array<std::pair<std::string_view, Verb>, 10> kVerbs{{
    {"CREATE DATABASE IF NOT EXISTS", Verb::kCreateDatabase},
    {"CREATE TABLE IF NOT EXISTS", Verb::kCreateTable},
    {"CREATE OR REPLACE TABLE", Verb::kCreateOrReplaceTable},
    {"CREATE VIEW IF NOT EXISTS", Verb::kCreateView},
    {"CREATE OR REPLACE VIEW", Verb::kCreateOrReplaceView},
    {"CREATE OR REPLACE FUNCTION", Verb::kCreateFunction},
    {"CREATE MATERIALIZED VIEW IF NOT EXISTS", Verb::kCreateMaterializedView},
    {"ALTER TABLE", Verb::kAlter},
    {"DROP VIEW IF EXISTS", Verb::kDrop},
    {"INSERT INTO", Verb::kInsert},
}};

std::size_t countWords(std::string_view words) {
    return 1 + static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
}

class ClusterStatement {
public:
    ClusterStatement(std::string_view statement, SqlFileKind kind, const Deployment& deployment)
        : statement_(statement), kind_(kind), deployment_(deployment), words_(statement) {}

    Statements render() {
        const auto verb = readVerb();
        if (!verb) {
            return tl::unexpected(std::string("no rule for this statement on a cluster"));
        }
        if (isLeftOut(name())) {
            return std::vector<std::string>();
        }
        if (auto looked_up = lookUpInDictionaries(*verb); !looked_up) {
            return tl::unexpected(looked_up.error());
        }
        if (*verb != Verb::kInsert) {
            edits_.insert(words_.at(name_).end(), onCluster(deployment_));
        }
        switch (*verb) {
            case Verb::kCreateTable:
                return createTable();
            case Verb::kCreateOrReplaceTable:
                return createOrReplaceTable();
            case Verb::kCreateOrReplaceView:
                return createOrReplaceView();
            case Verb::kAlter:
                return alter();
            case Verb::kCreateDatabase:
            case Verb::kCreateView:
            case Verb::kCreateFunction:
            case Verb::kCreateMaterializedView:
            case Verb::kDrop:
            case Verb::kInsert:
                return edited();
        }
        return edited();
    }

private:
    // Finds the name, with or without a database before it.
    std::optional<Verb> readVerb() {
        for (const auto& [words, verb] : kVerbs) {
            if (words_.matches(0, words)) {
                name_ = countWords(words);
                name_ += words_.text(name_ + 1) == "." ? 2U : 0U;
                return name_ < words_.size() ? std::optional(verb) : std::nullopt;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::string_view name() const { return words_.text(name_); }

    [[nodiscard]] std::string localName() const { return std::string(name()) + "_local"; }

    [[nodiscard]] std::vector<std::string> edited() const { return {edits_.applyTo(statement_)}; }

    void replaceWords(std::size_t first, std::size_t last, std::string_view text) {
        edits_.replace(words_.at(first).begin, words_.at(last).end(), text);
    }

    void makeLocal() { replaceWords(name_, name_, localName()); }

    // What users and views name: all shards behind one name.
    [[nodiscard]] std::string front(std::string_view create) const {
        const auto database = deployment_.database + ".";
        return std::string(create) + " " + database + std::string(name()) + onCluster(deployment_) +
               " AS " + database + localName() + "\n" + distributedOver(localName(), deployment_);
    }

    Statements createTable() {
        if (auto done = replicateEngine(words_, name_, deployment_, edits_); !done) {
            return tl::unexpected(done.error());
        }
        renameWindow();
        const bool is_spread = placementOf(name()) == TablePlacement::kByDistinctId;
        if (is_spread) {
            makeLocal();
        }
        auto statements = edited();
        if (is_spread) {
            statements.push_back(front("CREATE TABLE IF NOT EXISTS"));
        }
        for (auto& dictionary : dictionariesOf(statement_, words_, name_, deployment_)) {
            statements.push_back(std::move(dictionary));
        }
        return statements;
    }

    // A replicated table cannot be replaced at once: its path in Keeper is taken.
    Statements createOrReplaceTable() {
        if (!isJoinTable(words_, name_)) {
            return tl::unexpected(std::string("no rule to replace this table on a cluster"));
        }
        replaceWords(1, 3, "TABLE IF NOT EXISTS");
        return createTable().map([&](std::vector<std::string> created) {
            auto statements = dropJoinTable(name(), deployment_);
            statements.insert(statements.end(), created.begin(), created.end());
            return statements;
        });
    }

    Statements createOrReplaceView() {
        if (!isSpreadView(name())) {
            return edited();
        }
        makeLocal();
        for (auto i = name_ + 1; i < words_.size(); ++i) {
            const bool is_table =
                words_.text(i - 1) == "." && words_.text(i - 2) == deployment_.database;
            if (is_table && placementOf(words_.text(i)) == TablePlacement::kByDistinctId) {
                edits_.insert(words_.at(i).end(), "_local");
            }
        }
        auto statements = edited();
        statements.push_back(front("CREATE OR REPLACE TABLE"));
        return statements;
    }

    // A setting changes on every replica by itself, a Null table on every node. Anything else
    // changes one replica and is replicated from there: over one shard ON CLUSTER does that, over
    // several it would change a table that is everywhere once per shard.
    Statements alter() {
        if (words_.matches(name_ + 1, "MODIFY QUERY")) {
            return modifyQuery();
        }
        const auto placement = placementOf(name());
        const bool is_local =
            words_.matches(name_ + 1, "MODIFY SETTING") || placement == TablePlacement::kNowhere;
        const bool is_replicated =
            words_.matches(name_ + 1, "MODIFY TTL") && placement == TablePlacement::kReceived;
        if (!is_local && !is_replicated) {
            return tl::unexpected(std::string("no rule for this ALTER on a cluster"));
        }
        renameWindow();
        if (placement == TablePlacement::kByDistinctId) {
            makeLocal();
        }
        return edited();
    }

    // ON CLUSTER takes a view for a replicated table where it writes to one, and fails.
    Statements modifyQuery() {
        const auto target = targetOf(name());
        if (!target) {
            return tl::unexpected(std::string("no target of this view in cluster_layout.cpp"));
        }
        const auto placement = placementOf(*target);
        if (placement == TablePlacement::kNowhere || placement == TablePlacement::kByDistinctId) {
            return edited();
        }
        const auto database = deployment_.database + ".";
        replaceWords(0, 1, "CREATE MATERIALIZED VIEW IF NOT EXISTS");
        replaceWords(name_ + 1, name_ + 2, "TO " + database + std::string(*target) + " AS");
        return std::vector<std::string>{
            "DROP VIEW IF EXISTS " + database + std::string(name()) + onCluster(deployment_) +
                " SYNC",
            edits_.applyTo(statement_)};
    }

    void renameWindow() {
        constexpr std::string_view prefix = "non_";
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (words_.text(i) == "non_replicated_deduplication_window") {
                const auto begin = words_.at(i).begin;
                edits_.replace(begin, begin + prefix.size(), "");
            }
        }
    }

    // joinGet[OrNull]('database.table', …)
    tl::expected<void, std::string> lookUpInDictionaries(Verb verb) {
        const bool is_for_users =
            kind_ == SqlFileKind::kRerunnable && verb == Verb::kCreateOrReplaceView;
        const auto suffix = is_for_users ? "_map" : "_live";
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (!words_.text(i).starts_with("joinGet")) {
                continue;
            }
            if (!words_.text(i + 2).starts_with("'" + deployment_.database + ".")) {
                return tl::unexpected(std::string("joinGet must name database and table"));
            }
            const auto begin = words_.at(i).begin;
            edits_.replace(begin, begin + std::string_view("join").size(), "dict");
            edits_.insert(words_.at(i + 2).end() - 1, suffix);
        }
        return {};
    }

    std::string_view statement_;
    SqlFileKind kind_;
    const Deployment& deployment_;
    SqlWords words_;
    std::size_t name_ = 0;
    SqlEdits edits_;
};

}  // namespace

tl::expected<std::vector<std::string>, std::string>
renderForCluster(std::string_view statement, SqlFileKind kind, const Deployment& deployment) {
    return ClusterStatement(statement, kind, deployment).render();
}

}  // namespace relay
