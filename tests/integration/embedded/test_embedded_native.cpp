#include "http_client.h"

#include "support/catch.h"
#include "support/embedded_clickhouse.h"

#include <algorithm>
#include <string>
#include <vector>

using embedded_test::query;
using embedded_test::send;
using test_support::EmbeddedClickHouse;

namespace {

const std::vector<std::string> kColumns{
    "number % 3 = 0",
    "toInt8(number), toInt16(number), toInt32(number), toInt64(number), toInt128(number), "
    "toInt256(number)",
    "toUInt8(number), toUInt16(number), toUInt32(number), toUInt64(number), toUInt128(number)",
    "toFloat32(number), toFloat64(number), CAST(number, 'BFloat16')",
    "toDecimal32(number, 2), toDecimal64(number, 2), toDecimal128(number, 2), toDecimal256(number, "
    "2)",
    "toDate(number), toDate32(number), toDateTime(number), toDateTime64(number, 6, 'UTC')",
    "CAST('12:00:00', 'Time'), CAST('12:00:00', 'Time64(3)'), toIntervalYear(number), "
    "toIntervalNanosecond(number)",
    "generateUUIDv4(), toIPv4('1.2.3.4'), toIPv6('::1')",
    "toString(number), repeat('x', number), toFixedString('abc', 3), ''",
    "CAST(number % 2, 'Enum8(\\'a,(\\' = 0, \\'b\\' = 1)'), CAST(number % 2, 'Enum16(\\'a\\' = 0, "
    "\\'b\\' = 1)')",
    "if(number % 2, number, NULL), if(number % 2, toString(number), NULL), NULL",
    "range(number % 5), [range(number % 3)], arrayMap(x -> toString(x), range(number % 4)), []",
    "toLowCardinality(toString(number % 7)), CAST(if(number % 2, 'x', NULL), "
    "'LowCardinality(Nullable(String))')",
    "[toLowCardinality(toString(number % 7))], emptyArrayString()::Array(LowCardinality(String))",
    "CAST(number % 300, 'LowCardinality(UInt16)')",
    "(number, 'x'), CAST((number, 'x'), 'Tuple(a UInt64, `b c,` String)'), tuple()",
    "map('k', number), map(toLowCardinality('k'), [number]), map()::Map(String, UInt8)",
    "CAST([(number, 'x')], 'Nested(a UInt64, b String)')",
    "(1., 2.)::Point, [(1., 2.)]::Ring, [[(1., 2.)]]::Polygon, [[[(1., 2.)]]]::MultiPolygon, [(1., "
    "2.)]::LineString, [[(1., 2.)]]::MultiLineString",
    "CAST(number, 'SimpleAggregateFunction(sum, UInt64)')",
    "if(number % 2, number::Variant(UInt64, String), 'x'::Variant(UInt64, String))",
    "multiIf(number % 3 = 0, number::Dynamic, number % 3 = 1, 'x'::Dynamic, NULL::Dynamic)",
    "[number::Dynamic, 'x'::Dynamic]",
    "concat('{\"a\":', toString(number), ',\"b\":{\"c\":[1,\"x\"]}}')::JSON",
    "concat('{\"a\":', toString(number), ',\"z\":1}')::JSON(a UInt32, max_dynamic_paths=0, SKIP "
    "skipped)",
    "concat('{\"a b\":', toString(number), '}')::JSON(`a b` UInt32)",
};

std::size_t sizeOf(std::uint16_t port, const std::string& sql, const std::string& parameters) {
    const auto reply = send(
        port,
        "POST",
        "/?default_format=Native&allow_suspicious_low_cardinality_types=1" + parameters,
        sql
    );
    CAPTURE(sql, reply.body.substr(0, 300));
    REQUIRE(reply.status == 200);
    return reply.body.size();
}

std::size_t countColumns(std::uint16_t port, const std::string& sql) {
    const auto lines =
        query(port, "DESCRIBE (" + sql + ")", "allow_suspicious_low_cardinality_types=1");
    return 1 + static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
}

constexpr std::size_t kBlockInfoSize = 8;

}  // namespace

TEST_CASE("Native of a client protocol version has what the version adds, for every type") {
    const EmbeddedClickHouse server;
    for (const auto& columns : kColumns) {
        for (const int rows : {0, 1, 1000}) {
            const auto sql =
                "SELECT " + columns + ", 'last' FROM numbers(" + std::to_string(rows) + ")";
            CAPTURE(sql);
            const auto plain = sizeOf(server.port(), sql, "");
            const std::size_t blocks = plain == 0 ? 0 : 1;
            const auto flags = blocks * countColumns(server.port(), sql);
            const auto info = blocks * kBlockInfoSize;
            CHECK(sizeOf(server.port(), sql, "&client_protocol_version=1") == plain);
            CHECK(sizeOf(server.port(), sql, "&client_protocol_version=54405") == plain + info);
            CHECK(
                sizeOf(server.port(), sql, "&client_protocol_version=54460") == plain + info + flags
            );
        }
    }
}

TEST_CASE("a state of an aggregation is no column of Native with a version") {
    const EmbeddedClickHouse server;
    const auto reply = send(
        server.port(),
        "POST",
        "/?client_protocol_version=54460",
        "SELECT uniqState(1) AS u FORMAT Native"
    );
    CHECK(reply.header("x-clickhouse-exception-code") == "48");
    CHECK(reply.body.find("u AggregateFunction(uniq, UInt8)") != std::string::npos);
    CHECK(send(server.port(), "POST", "/?client_protocol_version=54460", "SELECT 1").body == "1\n");
}
