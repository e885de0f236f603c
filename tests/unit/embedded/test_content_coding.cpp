#include "content_coding.h"

#include "byte_sources.h"
#include "http/gzip_reader.h"
#include "lz4_frame_source.h"
#include "zstd_source.h"

#include "support/catch.h"

using embedded::chooseContentCoding;
using embedded::ContentCoding;
using embedded::makeEncoder;
using embedded::parseContentCoding;
using embedded_test::codeOf;
using embedded_test::packWith;
using embedded_test::readAll;
using embedded_test::sampleText;
using embedded_test::sourceOf;

namespace {

std::string pack(ContentCoding coding, const std::string& text) {
    return packWith(*makeEncoder(coding), text);
}

embedded::ByteSource decode(ContentCoding coding, const std::string& packed) {
    return coding == ContentCoding::kLz4 ? embedded::decodeLz4Frames(sourceOf(packed))
                                         : embedded::decodeZstd(sourceOf(packed));
}

std::string gunzip(const std::string& packed) {
    auto left = sourceOf(packed);
    http::GzipReader reader([&](char* target, std::size_t size) {
        return tl::expected<std::size_t, http::Error>(left(target, size).value());
    });
    std::string text;
    std::string room(1000, '\0');
    for (auto count = reader.read(room.data(), room.size()); count.value() > 0;
         count = reader.read(room.data(), room.size())) {
        text.append(room, 0, *count);
    }
    return text;
}

struct Case {
    ContentCoding coding;
    int code;
};

const Case kCases[] = {{ContentCoding::kLz4, 617}, {ContentCoding::kZstd, 562}};
const std::size_t kSizes[] = {0, 1, 1000, 5'000'000};

}  // namespace

TEST_CASE("LZ4 frames and Zstandard give back what was packed") {
    for (const Case& c : kCases) {
        for (const std::size_t size : kSizes) {
            const auto text = sampleText(size);
            CAPTURE(c.code, size);
            CHECK(readAll(decode(c.coding, pack(c.coding, text))) == text);
        }
    }
    for (const std::size_t size : kSizes) {
        CHECK(gunzip(pack(ContentCoding::kGzip, sampleText(size))) == sampleText(size));
    }
}

TEST_CASE("frames may follow each other, and be read byte by byte") {
    for (const Case& c : kCases) {
        const auto text = sampleText(3000);
        const auto packed = pack(c.coding, text) + pack(c.coding, "") + pack(c.coding, text);
        CHECK(readAll(decode(c.coding, packed), 1) == text + text);
    }
}

TEST_CASE("a frame that is cut anywhere, and an empty body, are errors") {
    for (const Case& c : kCases) {
        const auto packed = pack(c.coding, sampleText(100));
        for (std::size_t size = 0; size < packed.size(); ++size) {
            CAPTURE(c.code, size);
            CHECK(codeOf(decode(c.coding, packed.substr(0, size))) == c.code);
        }
    }
}

TEST_CASE("what is no frame, or is followed by what is none, is an error") {
    for (const Case& c : kCases) {
        CHECK(codeOf(decode(c.coding, "SELECT 1 and nothing packed")) == c.code);
        CHECK(codeOf(decode(c.coding, pack(c.coding, "x") + "more that is none")) == c.code);
    }
}

TEST_CASE("a frame that would take too much memory is refused") {
    // Magic, no size, a window of 2 GiB.
    const std::string frame("\x28\xb5\x2f\xfd\x00\xa8\x00\x00\x00", 9);
    CHECK(codeOf(decode(ContentCoding::kZstd, frame)) == 562);
}

TEST_CASE("an error of the source stays what it is") {
    const auto failing = [](char*,
                            std::size_t) -> tl::expected<std::size_t, embedded::EngineError> {
        return tl::unexpected(embedded::makeError(209, "slow", "SOCKET_TIMEOUT"));
    };
    CHECK(codeOf(embedded::decodeLz4Frames(failing)) == 209);
    CHECK(codeOf(embedded::decodeZstd(failing)) == 209);
}

TEST_CASE("codings are named as in HTTP") {
    CHECK(parseContentCoding("") == ContentCoding::kIdentity);
    CHECK(parseContentCoding("Identity") == ContentCoding::kIdentity);
    CHECK(parseContentCoding("LZ4") == ContentCoding::kLz4);
    CHECK(parseContentCoding("zstd") == ContentCoding::kZstd);
    CHECK(parseContentCoding("x-gzip") == ContentCoding::kGzip);
    CHECK(parseContentCoding("br") == std::nullopt);
    CHECK(parseContentCoding("gzip, lz4") == std::nullopt);
}

TEST_CASE("the coding of a reply is ClickHouse's choice among those accepted") {
    CHECK(chooseContentCoding("") == ContentCoding::kIdentity);
    CHECK(chooseContentCoding("br, deflate") == ContentCoding::kIdentity);
    CHECK(chooseContentCoding("gzip, deflate") == ContentCoding::kGzip);
    CHECK(chooseContentCoding("gzip,lz4") == ContentCoding::kLz4);
    CHECK(chooseContentCoding("lz4,zstd,br,gzip") == ContentCoding::kZstd);
}
