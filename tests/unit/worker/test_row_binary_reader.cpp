#include "support/catch.h"
#include "worker/row_binary_reader.h"
#include "worker_input.h"

#include <algorithm>

using worker::ProtocolError;
using worker::RowBinaryReader;

namespace {

constexpr std::uint64_t kMaxString = 1'073'741'824;

// Hands out at most `step` bytes at a time.
RowBinaryReader readerOf(std::string bytes, std::size_t step = 1'000'000) {
    return RowBinaryReader(
        [bytes = std::move(bytes), at = std::size_t{0}, step](std::span<char> buffer) mutable {
            const auto count = std::min({step, buffer.size(), bytes.size() - at});
            std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), count, buffer.begin());
            at += count;
            return count;
        }
    );
}

bool isRefused(const std::function<void()>& read) {
    try {
        read();
        return false;
    } catch (const ProtocolError&) {
        return true;
    }
}

std::string errorOf(RowBinaryReader& reader) {
    try {
        reader.readString();
        return "none";
    } catch (const ProtocolError& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("values are read whatever the pieces they come in") {
    const std::size_t step = GENERATE(1U, 2U, 7U, 1'000'000U);
    const std::string text(300, 'x');
    auto reader = readerOf(
        "12\n" + worker_input::string(text) + worker_input::littleEndian(UINT64_MAX - 1) +
            worker_input::string("") + "0\n",
        step
    );
    CHECK(reader.readChunkHeader() == 12U);
    reader.beginRow();
    const auto first = reader.readString();
    CHECK(reader.readInt64() == -2);
    const auto second = reader.readString();
    CHECK(reader.view(first) == text);
    CHECK(reader.view(second).empty());
    CHECK(reader.readChunkHeader() == 0U);
    CHECK_FALSE(reader.readChunkHeader().has_value());
}

TEST_CASE("a string may be larger than the buffer") {
    const std::string text(5'000'000, 'y');
    auto reader = readerOf(worker_input::string("before") + worker_input::string(text), 70'000);
    reader.beginRow();
    reader.readString();
    reader.beginRow();
    CHECK(reader.view(reader.readString()) == text);
}

TEST_CASE("what a large row took is given back") {
    const std::string input = "1\n" + worker_input::string(std::string(20'000'000, 'y')) + "0\n";
    std::size_t at = 0;
    std::size_t offered = 0;
    RowBinaryReader reader([&](std::span<char> buffer) {
        offered = buffer.size();
        // The second header comes by itself.
        const auto end = at < input.size() - 2 ? input.size() - 2 : input.size();
        const auto count = std::min(buffer.size(), end - at);
        std::copy_n(input.begin() + static_cast<std::ptrdiff_t>(at), count, buffer.begin());
        at += count;
        return count;
    });
    REQUIRE(reader.readChunkHeader() == 1U);
    reader.beginRow();
    reader.readString();
    CHECK(reader.readChunkHeader() == 0U);
    CHECK(offered <= 4'194'304);
}

TEST_CASE("a chunk header is a decimal number and a line feed") {
    for (const std::string header :
         {"\n",
          "x\n",
          "-1\n",
          "1 \n",
          " 1\n",
          "1\r\n",
          "0x1\n",
          "12",
          "1000000000001\n",
          "99999999999999999999999999999\n"}) {
        CAPTURE(header);
        auto reader = readerOf(header);
        CHECK(isRefused([&] { reader.readChunkHeader(); }));
    }
}

TEST_CASE("an input that ends inside a value is an error") {
    for (const std::string bytes :
         {"",
          "\x80",
          "\x05"
          "abcd"}) {
        auto reader = readerOf(bytes);
        CHECK(isRefused([&] { reader.readString(); }));
    }
    auto reader = readerOf("1234567");
    CHECK(isRefused([&] { reader.readUInt64(); }));
}

TEST_CASE("a string length over 1 GiB is refused before any of it is read") {
    auto at_limit = readerOf(worker_input::varUInt(kMaxString));
    CHECK(errorOf(at_limit) == "input ended in the middle of a chunk");
    auto over = readerOf(worker_input::varUInt(kMaxString + 1));
    CHECK(errorOf(over) == "string is longer than 1 GiB");
    auto endless = readerOf(std::string(20, '\xFF'));
    CHECK(isRefused([&] { endless.readString(); }));
}
