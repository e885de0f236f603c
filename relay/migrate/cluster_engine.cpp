#include "migrate/cluster_engine.h"

#include "migrate/cluster_layout.h"

namespace relay {

namespace {

constexpr std::string_view kOneNodeWindow = "non_replicated_deduplication_window";

// Off on one node unless a table asks for it, and on in replicated tables unless told.
constexpr std::string_view kNoWindow = "replicated_deduplication_window = 0";

struct Engine {
    std::size_t name;  // the word after ENGINE =
    std::size_t last;  // its last word: the name, or the parenthesis after its arguments
};

std::optional<Engine> findEngine(const SqlWords& words, std::size_t from) {
    const auto engine = words.find("ENGINE =", from);
    if (!engine) {
        return std::nullopt;
    }
    const auto name = *engine + 2;
    return Engine{name, words.text(name + 1) == "(" ? words.closing(name + 1) : name};
}

// Path and name of a replica. A table that is everywhere has one path for all shards, and there the
// macro {replica} alone may name two of them.
std::string replicaOf(std::string_view table, const Deployment& deployment) {
    const auto root = "'/clickhouse/tables/" + deployment.database;
    const auto name = std::string("/").append(table).append("'");
    return placementOf(table) == TablePlacement::kEverywhere
               ? root + "/everywhere" + name + ", '{shard}-{replica}'"
               : root + "/shards/{shard}" + name + ", '{replica}'";
}

void replicateMergeTree(
    const SqlWords& words,
    const Engine& engine,
    const std::string& replica,
    SqlEdits& edits
) {
    edits.insert(words.at(engine.name).begin, "Replicated");
    const auto after_name = words.at(engine.name).end();
    if (engine.last == engine.name) {
        edits.insert(after_name, "(");
        edits.insert(after_name, replica);
        edits.insert(after_name, ")");
    } else {
        edits.insert(words.at(engine.name + 1).end(), replica + ", ");
    }
    const auto end = words.at(words.size() - 1).end();
    const auto settings = words.find("SETTINGS", engine.last);
    if (!settings) {
        edits.insert(end, "\nSETTINGS ");
        edits.insert(end, kNoWindow);
    } else if (!words.find(kOneNodeWindow, *settings)) {
        edits.insert(end, ", ");
        edits.insert(end, kNoWindow);
    }
}

// Join(ANY, LEFT, key): of several rows of one key the last one counts, here as there.
std::string_view joinKey(const SqlWords& words, const Engine& engine) {
    return words.text(engine.last - 1);
}

void replicateJoin(
    const SqlWords& words,
    const Engine& engine,
    const std::string& replica,
    SqlEdits& edits
) {
    edits.replace(
        words.at(engine.name).begin,
        words.at(words.size() - 1).end(),
        "ReplicatedReplacingMergeTree(" + replica + ")\nORDER BY " +
            std::string(joinKey(words, engine)) + "\nSETTINGS " + std::string(kNoWindow)
    );
}

// The parenthesis with the columns; a dictionary's attributes take no comments.
std::string attributes(std::string_view statement, const SqlWords& words, std::size_t name_word) {
    const auto open = name_word + 1;
    const auto close = words.closing(open);
    SqlEdits edits;
    for (auto i = open; i < close; ++i) {
        if (words.text(i) == "COMMENT") {
            edits.replace(words.at(i - 1).end(), words.at(i + 1).end(), "");
        }
    }
    const auto text = statement.substr(0, words.at(close).end());
    return edits.applyTo(text).substr(words.at(open).begin);
}

}  // namespace

std::string onCluster(const Deployment& deployment) {
    return " ON CLUSTER `" + deployment.cluster + "`";
}

std::string distributedOver(std::string_view local_name, const Deployment& deployment) {
    return "ENGINE = Distributed('" + deployment.cluster + "', '" + deployment.database + "', '" +
           std::string(local_name) + "', cityHash64(distinct_id))";
}

tl::expected<void, std::string> replicateEngine(
    const SqlWords& words,
    std::size_t name_word,
    const Deployment& deployment,
    SqlEdits& edits
) {
    const auto engine = findEngine(words, name_word);
    const auto name = engine ? words.text(engine->name) : std::string_view();
    const auto replica = replicaOf(words.text(name_word), deployment);
    if (name == "Null") {
        return {};
    }
    if (placementOf(words.text(name_word)) == TablePlacement::kNowhere) {
        return tl::unexpected(std::string("a table that is nowhere has the engine Null"));
    }
    if (name == "Join") {
        replicateJoin(words, *engine, replica, edits);
        return {};
    }
    if (name.ends_with("MergeTree")) {
        replicateMergeTree(words, *engine, replica, edits);
        return {};
    }
    return tl::unexpected("no rule for the engine " + std::string(name) + " on a cluster");
}

bool isJoinTable(const SqlWords& words, std::size_t name_word) {
    const auto engine = findEngine(words, name_word);
    return engine && words.text(engine->name) == "Join";
}

// The dictionaries read the table, so they go first. SYNC: its path in Keeper is free again.
std::vector<std::string> dropJoinTable(std::string_view table, const Deployment& deployment) {
    const auto name = deployment.database + "." + std::string(table);
    const auto end = onCluster(deployment) + " SYNC";
    return {
        "DROP DICTIONARY IF EXISTS " + name + "_map" + end,
        "DROP DICTIONARY IF EXISTS " + name + "_live" + end,
        "DROP TABLE IF EXISTS " + name + end};
}

std::vector<std::string> dictionariesOf(
    std::string_view statement,
    const SqlWords& words,
    std::size_t name_word,
    const Deployment& deployment
) {
    if (!isJoinTable(words, name_word)) {
        return {};
    }
    const auto key = std::string(joinKey(words, *findEngine(words, name_word)));
    const std::string table(words.text(name_word));
    const auto qualified = deployment.database + "." + table;
    const auto dictionary = [&](std::string_view suffix, const std::string& rest) {
        return "CREATE DICTIONARY IF NOT EXISTS " + qualified + std::string(suffix) +
               onCluster(deployment) + "\n" + attributes(statement, words, name_word) +
               "\nPRIMARY KEY " + key + "\nSOURCE(CLICKHOUSE(NAME " + deployment.database +
               "\n    QUERY 'SELECT * FROM " + qualified + " FINAL" + rest;
    };
    // Loaded again when a part has arrived, checked as often as the server checks dictionaries.
    return {
        dictionary(
            "_map",
            "'\n    INVALIDATE_QUERY 'SELECT (max(max_block_number), sum(rows)) FROM system.parts "
            "WHERE database = ''" +
                deployment.database + "'' AND table = ''" + table +
                "'' AND active'))\nLAYOUT(HASHED())\nLIFETIME(MIN 1 MAX 2)"
        ),
        dictionary("_live", " WHERE {condition}'))\nLAYOUT(DIRECT())")};
}

}  // namespace relay
