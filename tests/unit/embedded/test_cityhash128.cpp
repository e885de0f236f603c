#include "cityhash128.h"

#include "support/catch.h"

#include <cstdint>
#include <string>

namespace {

struct Case {
    std::size_t size;
    std::uint64_t low;
    std::uint64_t high;
};

// Byte i is 7 i + 3; the hashes are those of another implementation, clickhouse-go's.
const Case kCases[] = {
    {0, 0x3df09dfc64c09a2b, 0x3cb540c392e51e29},    {1, 0x39379490ccb55d55, 0x2af2b13064cd571f},
    {3, 0x3108fa6b1da16986, 0x32301bf0c250612d},    {4, 0x2321e75aee8d6c41, 0xcea6b327f605358d},
    {7, 0x9ef90f69597e95c7, 0x4987956c9782ee8f},    {8, 0xb6ad7c9a5953432f, 0x9f0e02109921888c},
    {9, 0x5601ccf1e058519a, 0xf8512fca28333fef},    {15, 0x5a8299d8ab8f2f47, 0x8ea0a478a90d3277},
    {16, 0x21e79cab7f9c2b79, 0xa35615c235313f7a},   {17, 0x0cd5bb13faea6e4c, 0x32bf719178f6bbfe},
    {31, 0x6e4f70325ec27ffc, 0x9a23a7e9f0b515e0},   {32, 0x67cfab8404eec7e9, 0x80cd3c27f5bd61ee},
    {33, 0x094bbf1d5b6ddb61, 0x10572bd58efa7aaf},   {127, 0x1f1c2a3c62829942, 0x5d5820604b01deea},
    {128, 0x11d00b10d6694d31, 0x108fb9e5b83fdff4},  {143, 0x201689145f2ebee2, 0xdf56bd91c3fb4dd0},
    {144, 0xd639167b9b85767d, 0x07a10bf4573107c6},  {145, 0xde654d669366fc2a, 0xd2f68f547b37d6f5},
    {200, 0x6bfc6588f8397554, 0xe3706db480814454},  {300, 0xd6306a0c4528ae11, 0x37c2e51cab2517ef},
    {1000, 0x984b538c7b372373, 0xf6e6cbc56b688720}, {4096, 0xd77fd6fa8d475e48, 0xa6de95c65872fcfe},
};

}  // namespace

TEST_CASE("CityHash128 is that of version 1.0.2 at every length") {
    for (const Case& c : kCases) {
        std::string bytes;
        for (std::size_t i = 0; i < c.size; ++i) {
            bytes += static_cast<char>(i * 7 + 3);
        }
        CAPTURE(c.size);
        CHECK(embedded::cityHash128(bytes)[0] == c.low);
        CHECK(embedded::cityHash128(bytes)[1] == c.high);
    }
}
