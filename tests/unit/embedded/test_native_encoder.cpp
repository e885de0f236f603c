#include "native_encoder.h"
#include "native_type.h"

#include "support/catch.h"

#include <string>

using embedded::NativeEncoder;
using embedded::parseNativeType;

namespace {

using namespace std::string_literals;

const std::string kBlockInfo = "\x01\x00\x02\xff\xff\xff\xff\x00"s;

// Two blocks of the columns a String and b Array(UInt8), of two rows and of one, without a version.
const std::string kHead = "\x02\x02"s;
const std::string kA =
    "\x01"
    "a\x06String"s;
const std::string kAValues = "\x03xyz\x00"s;
const std::string kB =
    "\x01"
    "b\x0c"
    "Array(UInt8)"s;
const std::string kBValues = "\x01\0\0\0\0\0\0\0\x03\0\0\0\0\0\0\0\x07\x08\x09"s;
const std::string kBlocks =
    kHead + kA + kAValues + kB + kBValues + "\x02\x01"s + kA + "\x01v"s + kB + "\0\0\0\0\0\0\0\0"s;

std::string encode(std::uint64_t version, const std::string& native, std::size_t piece) {
    NativeEncoder encoder(version);
    std::string encoded;
    for (std::size_t at = 0; at < native.size(); at += piece) {
        REQUIRE(encoder.add(std::string_view(native).substr(at, piece), encoded));
    }
    REQUIRE(encoder.finish(encoded));
    return encoded;
}

int codeOf(const std::string& native) {
    NativeEncoder encoder(embedded::kVersionWithSerialization);
    std::string encoded;
    const auto step =
        encoder.add(native, encoded).and_then([&] { return encoder.finish(encoded); });
    return step ? 0 : step.error().code;
}

}  // namespace

TEST_CASE("a version adds what clients of it expect, however the bytes come") {
    const auto expected = kBlockInfo + kHead + kA + "\0"s + kAValues + kB + "\0"s + kBValues +
                          kBlockInfo + "\x02\x01"s + kA + "\0\x01v"s + kB + "\0"s +
                          "\0\0\0\0\0\0\0\0"s;
    for (std::size_t piece = 1; piece <= kBlocks.size(); ++piece) {
        CAPTURE(piece);
        CHECK(encode(embedded::kVersionWithSerialization, kBlocks, piece) == expected);
    }
}

TEST_CASE("an older version has the block info alone, and one before it nothing") {
    const auto with_info = encode(embedded::kVersionWithBlockInfo, kBlocks, 100);
    CHECK(with_info.starts_with(kBlockInfo + kHead + kA + kAValues));
    CHECK(with_info.size() == kBlocks.size() + 2 * kBlockInfo.size());
    CHECK(encode(embedded::kVersionWithBlockInfo - 1, kBlocks, 100) == kBlocks);
}

TEST_CASE("a block without rows has no values") {
    const auto native = "\x01\x00"s + kB;
    CHECK(encode(embedded::kVersionWithSerialization, native, 3) == kBlockInfo + native + "\0"s);
    CHECK(encode(embedded::kVersionWithSerialization, "", 1).empty());
}

TEST_CASE("a type whose values have no end that can be told is an error that names it") {
    NativeEncoder encoder(embedded::kVersionWithSerialization);
    std::string encoded;
    const auto type = "AggregateFunction(sum, UInt8)"s;
    const auto step = encoder.add(
        "\x01\x01\x01s" + std::string(1, static_cast<char>(type.size())) + type, encoded
    );
    REQUIRE_FALSE(step.has_value());
    CHECK(step.error().code == 48);
    CHECK(step.error().text.find("s AggregateFunction(sum, UInt8)") != std::string::npos);
}

TEST_CASE("a result that ends within a block is an error") {
    for (std::size_t size = 1; size < kBlocks.size(); ++size) {
        const bool is_first_block =
            size == kHead.size() + kA.size() + kAValues.size() + kB.size() + kBValues.size();
        CAPTURE(size);
        CHECK(codeOf(kBlocks.substr(0, size)) == (is_first_block ? 0 : 117));
    }
}

TEST_CASE("types are told apart at their own commas") {
    const auto type =
        parseNativeType("Tuple(a Array(Tuple(x UInt8, y String)), `b,(` Enum8('(' = 1, '\\',' = 2))"
        );
    REQUIRE(type.has_value());
    CHECK(type->name == "Tuple");
    REQUIRE(type->arguments.size() == 2);
    CHECK(embedded::elementType(type->arguments[0]) == "Array(Tuple(x UInt8, y String))");
    CHECK(embedded::elementName(type->arguments[1]) == "`b,(`");
    CHECK(embedded::elementType(type->arguments[1]) == "Enum8('(' = 1, '\\',' = 2)");
    CHECK(embedded::elementType("Decimal(10, 2)") == "Decimal(10, 2)");
    CHECK(parseNativeType("UInt8")->arguments.empty());
    CHECK(parseNativeType("Tuple()")->arguments.empty());
    for (const std::string text :
         {"", "Array(", "Array(UInt8", "Array(UInt8))x", "Enum8('a)", "A(()"}) {
        CAPTURE(text);
        CHECK_FALSE(parseNativeType(text).has_value());
    }
}
