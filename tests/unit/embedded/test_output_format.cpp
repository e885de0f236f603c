#include "output_format.h"

#include "support/catch.h"

using embedded::contentType;

TEST_CASE("a format has ClickHouse's content type") {
    CHECK(contentType("TabSeparated") == "text/tab-separated-values; charset=UTF-8");
    CHECK(contentType("TSVWithNames") == "text/tab-separated-values; charset=UTF-8");
    CHECK(contentType("JSON") == "application/json; charset=UTF-8");
    CHECK(contentType("JSONCompact") == "application/json; charset=UTF-8");
    CHECK(contentType("JSONEachRow") == "application/x-ndjson; charset=UTF-8");
    CHECK(contentType("JSONCompactEachRowWithNames") == "application/x-ndjson; charset=UTF-8");
    CHECK(contentType("CSV") == "text/csv; charset=UTF-8; header=absent");
    CHECK(contentType("CSVWithNamesAndTypes") == "text/csv; charset=UTF-8; header=present");
    CHECK(contentType("Native") == "application/octet-stream");
    CHECK(contentType("") == "application/octet-stream");
}
