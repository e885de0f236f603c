#pragma once

#include "config/config.h"
#include "http/limits.h"
#include "support/fake_clickhouse.h"
#include "support/raw_http_client.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace component {

// A configuration with the key "key_a" and the origin "https://app.example".
relay::Config makeConfig();

// The relay's server on a free port, in front of a fake ClickHouse.
class RelayFixture {
public:
    explicit RelayFixture(relay::Config config = makeConfig(), const http::Limits& limits = {});
    ~RelayFixture();

    [[nodiscard]] std::uint16_t port() const;
    test_support::FakeClickHouse& clickhouse();

    // One request on a connection of its own.
    [[nodiscard]] test_support::RawReply exchange(std::string_view request) const;

    // POST /batch/ as application/json.
    [[nodiscard]] test_support::RawReply postJson(std::string_view body) const;

    // What was inserted, one text per insert.
    [[nodiscard]] std::size_t insertCount() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

// {"event":"e","distinct_id":"d"}, `count` times in a batch with key_a.
std::string makeBatch(std::size_t count);

// A POST /batch/ whose last byte is missing. `headers` are whole lines, each with its CRLF.
std::string makeUnfinished(std::string_view headers, std::string_view body);

inline constexpr std::string_view kJsonType = "Content-Type: application/json\r\n";

}  // namespace component
