#include "json/surrogates.h"
#include "support/catch.h"

#include <string>

using json::findLoneSurrogate;
using json::holdsEncodedSurrogate;

TEST_CASE("a surrogate escape without its other half is found") {
    CHECK(findLoneSurrogate(R"(ab\ud83d)") == 2);
    CHECK(findLoneSurrogate(R"(\uDC00)") == 0);
    CHECK(findLoneSurrogate(R"(\ud83d\ude00\ud83dx)") == 12);
    CHECK(findLoneSurrogate(R"(\ud83d\ud83d\ude00)") == 0);
    CHECK(findLoneSurrogate(R"(\ud83d\ud83d\ude00)", 6) == std::string::npos);
    CHECK(findLoneSurrogate(R"(\udc00\ud800)", 6) == 6);
}

TEST_CASE("pairs and other escapes are no lone surrogates") {
    for (const std::string text :
         {"", R"(\ud83d\ude00)", R"(\\ud800)", R"(\u00e9\n)", R"(ud800)", R"(\ud80)"}) {
        CAPTURE(text);
        CHECK(findLoneSurrogate(text) == std::string::npos);
    }
}

TEST_CASE("an encoded surrogate is told from the letters beside it") {
    CHECK(holdsEncodedSurrogate("\xED\xA0\x80"));
    CHECK(holdsEncodedSurrogate("a\xED\x9F\xBF\xED\xBF\xBF"));
    CHECK_FALSE(holdsEncodedSurrogate("\xED\x9F\xBF"));
    CHECK_FALSE(holdsEncodedSurrogate("\xED"));
    CHECK_FALSE(holdsEncodedSurrogate("\xEE\x80\x80"));
}
