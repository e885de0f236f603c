#include "http/content_encoding.h"

#include "support/catch.h"

using http::ContentEncoding;

TEST_CASE("gzip and identity are the only encodings") {
    CHECK(http::parseContentEncoding("") == ContentEncoding::kIdentity);
    CHECK(http::parseContentEncoding("Identity") == ContentEncoding::kIdentity);
    CHECK(http::parseContentEncoding("GZip") == ContentEncoding::kGzip);
    CHECK(http::parseContentEncoding("x-gzip") == ContentEncoding::kGzip);
    for (const auto* encoding : {"br", "deflate", "gzip, gzip", "gzip;q=1"}) {
        CHECK(http::parseContentEncoding(encoding) == std::nullopt);
    }
}
