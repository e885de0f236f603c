#include "support/catch.h"
#include "support/http_exchange.h"
#include "support/stack.h"
#include "unit/identity/argument_bytes.h"
#include "unit/identity/random_claims.h"
#include "unit/identity/simulated_tables.h"

#include <iostream>
#include <string>

namespace identity_tests {
namespace {

constexpr unsigned kRandomSets = 5'000;

// Arguments in ClickHouse with what either function makes of them. The calls are in a view, where
// ClickHouse puts the functions' text in their place, as it does in mv_claims_to_person_ids.
class Comparison {
public:
    Comparison() {
        stack_.query(
            "CREATE TABLE arguments (claims Array(Tuple(kind String, source String, target "
            "String, timestamp DateTime64(6, 'UTC'), uuid UUID)), ids Array(Tuple(distinct_id "
            "String, root String, owner String, claimed_at DateTime64(6, 'UTC'), claim_uuid UUID, "
            "is_identified UInt8, changed_at DateTime64(6, 'UTC'), decided_at DateTime64(6, "
            "'UTC'), is_open UInt8))) ENGINE = Memory"
        );
        stack_.query(
            "CREATE VIEW parity AS SELECT claims, ids, toString(resolve_identity_v1(claims, ids)) "
            "AS udf, toString(resolve_identity_sql_v1(claims, ids)) AS sql FROM arguments"
        );
    }

    void add(const std::vector<Claim>& claims, const std::vector<KnownId>& ids) {
        rows_ += argumentBytes(claims, ids);
        ++lists_;
    }

    // About all ids of the claims.
    void add(const ClaimSet& set) { add(set.claims(), askedIds(set.claims())); }

    // Those that differ, at most five, as text.
    std::string differences() {
        insert();
        REQUIRE(stack_.value("SELECT count() FROM parity") == std::to_string(lists_));
        std::cout << "compared: " << stack_.value("SELECT sum(length(claims)) FROM arguments")
                  << " claims and " << stack_.value("SELECT sum(length(ids)) FROM arguments")
                  << " ids in " << lists_ << " lists; empty answers: "
                  << stack_.value("SELECT countIf(udf = '[]') FROM parity") << "\n";
        std::string text;
        for (const auto& row :
             stack_.query("SELECT substring(toString((claims, ids)), 1, 4000), substring(udf, 1, "
                          "2000), substring(sql, 1, 2000) FROM parity WHERE udf != sql LIMIT 5")) {
            text += "\narguments " + row.at(0).value() + "\n  udf " + row.at(1).value() +
                    "\n  sql " + row.at(2).value();
        }
        return text;
    }

private:
    void insert() {
        test_support::HttpConnection connection(stack_.clickhouseUrl());
        const auto reply = connection.call(
            {"POST",
             "/?database=product_analytics&query=INSERT%20INTO%20arguments%20FORMAT%20RowBinary",
             {},
             rows_}
        );
        INFO(reply.body);
        REQUIRE(reply.status == 200);
    }

    test_support::Stack stack_{{.relay_environment = {{"NORMALIZER", "sql"}}}};
    std::string rows_;
    std::size_t lists_ = 0;
};

std::string id(int number) {
    return numberedId("id-", number);
}

// A chain; a cycle, where the last target is 0; or a tail that ends in a cycle.
ClaimSet chain(int length, int last_target) {
    ClaimSet set;
    for (int i = 0; i < length; ++i) {
        set.plain(id(i), id(i + 1 == length ? last_target : i + 1), length - i);
    }
    return set;
}

ClaimSet randomForest(int ids, int claims, std::mt19937_64& random) {
    ClaimSet set;
    for (int i = 0; i < claims; ++i) {
        const auto time = below(100, random);
        const auto source = id(below(ids, random));
        const auto target = id(below(ids, random));
        if (below(3, random) == 0) {
            set.forced(source, target, time, below(200, random));
        } else {
            set.plain(source, target, time, below(200, random));
        }
    }
    return set;
}

// Ids that another order than that of their bytes would sort otherwise, or that end early.
ClaimSet oddClaims(std::mt19937_64& random) {
    const std::vector<std::string> ids{
        "",
        " ",
        "a",
        "A",
        "aa",
        "b",
        std::string("a\0b", 3),
        "\x7f",
        "\x80",
        "\xff\xfe",
        "ä",
        "é",
        "z"};
    const auto draw = [&] {
        return ids.at(static_cast<std::size_t>(below(static_cast<int>(ids.size()), random)));
    };
    ClaimSet set;
    for (int left = below(30, random); left > 0; --left) {
        if (below(4, random) == 0) {
            set.forced(draw(), draw(), below(5, random), below(3, random));
        } else {
            set.plain(draw(), draw(), below(5, random), below(3, random));
        }
    }
    return set;
}

// What the view passes while the claims come one after the other, and when the last one is looked
// at again.
void addHistory(const ClaimSet& set, Comparison& comparison) {
    SimulatedTables tables;
    for (const auto& claim : set.claims()) {
        tables.log({claim});
        const auto [claims, ids] = tables.argumentsFor({claim}, &claim == &set.claims().back());
        comparison.add(claims, ids);
        tables.write(tables.resolve({claim}));
    }
}

void addFewIds(Comparison& comparison) {
    comparison.add({}, {});
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        std::mt19937_64 random(seed);
        const auto set = randomClaims(random);
        comparison.add(set);
        comparison.add(set.claims(), randomRows(set, random));
    }
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        std::mt19937_64 random(seed);
        const auto set = oddClaims(random);
        comparison.add(set.claims(), randomRows(set, random));
    }
    for (unsigned seed = 0; seed < kRandomSets / 10; ++seed) {
        std::mt19937_64 random(seed);
        addHistory(randomClaims(random), comparison);
    }
}

void addManyIds(Comparison& comparison) {
    // Lengths around the powers of two, where the paths need one step more.
    for (const int length : {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 1'000, 1'024, 1'025, 20'000}) {
        comparison.add(chain(length, length));
        comparison.add(chain(length, 0));
        comparison.add(chain(length, length / 2));
    }
    std::mt19937_64 random(20260115);
    for (const int claims : {30, 300, 3'000}) {
        for (const int ids : {10, 100, 3'000}) {
            const auto set = randomForest(ids, claims, random);
            comparison.add(set);
            comparison.add(set.claims(), randomRows(set, random));
        }
    }
}

TEST_CASE("the SQL function decides about ids, few and many, as the executable one does") {
    Comparison comparison;
    addFewIds(comparison);
    addManyIds(comparison);
    CHECK(comparison.differences().empty());
}

}  // namespace
}  // namespace identity_tests
