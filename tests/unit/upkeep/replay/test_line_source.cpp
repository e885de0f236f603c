#include "support/catch.h"
#include "support/raw_http_client.h"
#include "upkeep/replay/line_source.h"

#include <sstream>
#include <string>

using test_support::gzip;

namespace {

// The lines, each in brackets, and the error.
std::string linesOf(const std::string& bytes) {
    std::istringstream stream(bytes);
    relay::LineSource source(stream);
    std::string all;
    for (;;) {
        const auto line = source.next();
        if (!line) {
            return all + line.error();
        }
        if (!*line) {
            return all;
        }
        all += "[" + **line + "]";
    }
}

}  // namespace

TEST_CASE("a text ends with or without a newline") {
    CHECK(linesOf("") == "");
    CHECK(linesOf("\n") == "[]");
    CHECK(linesOf("a\n\nb") == "[a][][b]");
    CHECK(linesOf("a\nb\n") == "[a][b]");
}

TEST_CASE("lines may be longer than a piece of the file") {
    const std::string line(200'000, 'x');
    CHECK(linesOf(line + "\n" + line) == "[" + line + "][" + line + "]");
    CHECK(linesOf(gzip(line + "\n" + line)) == "[" + line + "][" + line + "]");
}

TEST_CASE("gzip members one after the other are one text, also when a line goes over") {
    CHECK(linesOf(gzip("a\nb\n")) == "[a][b]");
    CHECK(linesOf(gzip("a\nb") + gzip("b\nc\n") + gzip("")) == "[a][bb][c]");
}

TEST_CASE("a cut gzip text is an error, and a cut line is not returned") {
    const auto bytes = gzip("a\nb\n" + std::string(100, 'c'));
    CHECK(linesOf(bytes.substr(0, bytes.size() - 4)) == "[a][b]the gzip text is cut");
}

TEST_CASE("anything else behind a gzip text is an error") {
    CHECK(linesOf(gzip("a\nb") + "{}") == "[a]not gzip");
}
