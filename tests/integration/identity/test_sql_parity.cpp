#include "support/catch.h"
#include "support/http_exchange.h"
#include "support/stack.h"
#include "unit/identity/claim_bytes.h"
#include "unit/identity/random_claims.h"

#include <iostream>
#include <string>

namespace identity_tests {
namespace {

constexpr unsigned kRandomSets = 5'000;

// Lists of claims in ClickHouse with what either function makes of them. The calls are in a view,
// where ClickHouse puts the functions' text in their place, as it does in mv_ids_to_resolved.
class Comparison {
public:
    Comparison() {
        stack_.query(
            "CREATE TABLE claim_lists (claims Array(Tuple(kind String, source String, target "
            "String, timestamp DateTime64(6, 'UTC'), uuid UUID))) ENGINE = Memory"
        );
        stack_.query(
            "CREATE VIEW parity AS SELECT claims, toString(resolve_identity_v1(claims)) AS udf, "
            "toString(resolve_identity_sql_v1(claims)) AS sql FROM claim_lists"
        );
    }

    void add(const std::vector<Claim>& claims) {
        rows_ += claimArray(claims);
        ++lists_;
    }

    // Those that differ, at most five, as text.
    std::string differences() {
        insert();
        REQUIRE(stack_.value("SELECT count() FROM parity") == std::to_string(lists_));
        std::cout << "compared: " << stack_.value("SELECT sum(length(claims)) FROM parity")
                  << " claims in " << lists_ << " lists\n";
        std::string text;
        for (const auto& row :
             stack_.query("SELECT substring(toString(claims), 1, 2000), substring(udf, 1, 2000), "
                          "substring(sql, 1, 2000) FROM parity WHERE udf != sql LIMIT 5")) {
            text += "\nclaims " + row.at(0).value() + "\n  udf " + row.at(1).value() + "\n  sql " +
                    row.at(2).value();
        }
        return text;
    }

private:
    void insert() {
        test_support::HttpConnection connection(stack_.clickhouseUrl());
        const auto reply = connection.call(
            {"POST",
             "/?database=product_analytics&query=INSERT%20INTO%20claim_lists%20FORMAT%20RowBinary",
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

TEST_CASE("the SQL function resolves identities as the executable one does") {
    Comparison comparison;
    comparison.add({});
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        std::mt19937_64 random(seed);
        comparison.add(randomClaims(random).claims());
    }
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        std::mt19937_64 random(seed);
        comparison.add(oddClaims(random).claims());
    }
    // Lengths around the powers of two, where the paths need one step more.
    for (const int length : {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 1'000, 1'024, 1'025, 20'000}) {
        comparison.add(chain(length, length).claims());
        comparison.add(chain(length, 0).claims());
        comparison.add(chain(length, length / 2).claims());
    }
    std::mt19937_64 random(20260115);
    for (const int claims : {30, 300, 3'000}) {
        for (const int ids : {10, 100, 3'000}) {
            comparison.add(randomForest(ids, claims, random).claims());
        }
    }
    CHECK(comparison.differences().empty());
}

}  // namespace
}  // namespace identity_tests
