#include "relay_fixture.h"

#include "clickhouse/client.h"
#include "delivery/group_committer.h"
#include "endpoints/relay_server.h"
#include "observe/log.h"
#include "observe/metrics.h"

#include <optional>
#include <utility>

namespace component {

relay::Config makeConfig() {
    relay::Config config;
    config.host = "127.0.0.1";
    config.port = 0;
    config.public_api_keys = {"key_a"};
    config.allowed_origins = {"https://app.example"};
    return config;
}

class RelayFixture::Impl {
public:
    Impl(relay::Config config, const http::Limits& limits)
        : config_(withUrl(std::move(config), fake_.url())),
          client_(config_.clickhouse),
          committer_(client_, metrics_, log_),
          server_(
              config_,
              {[this](relay::RawRows rows) { return committer_.commit(std::move(rows)); },
               [] { return std::optional<std::string>(); },
               [this] { return committer_.load(); }},
              metrics_,
              log_,
              limits
          ) {
        server_.start();
        const auto url = server_.url();
        port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
    }

    test_support::FakeClickHouse& fake() { return fake_; }

    std::uint16_t port = 0;

private:
    static relay::Config withUrl(relay::Config config, const std::string& url) {
        config.clickhouse.url = url;
        return config;
    }

    test_support::FakeClickHouse fake_;
    relay::Config config_;
    relay::Log log_{relay::LogLevel::kSilent};
    relay::Metrics metrics_;
    relay::ClickHouseClient client_;
    relay::GroupCommitter committer_;
    relay::RelayServer server_;
};

RelayFixture::RelayFixture(relay::Config config, const http::Limits& limits)
    : impl_(std::make_unique<Impl>(std::move(config), limits)) {}

RelayFixture::~RelayFixture() = default;

std::uint16_t RelayFixture::port() const {
    return impl_->port;
}

test_support::FakeClickHouse& RelayFixture::clickhouse() {
    return impl_->fake();
}

test_support::RawReply RelayFixture::exchange(std::string_view request) const {
    test_support::RawHttpClient client(port());
    client.send(request);
    return client.receive();
}

test_support::RawReply RelayFixture::postJson(std::string_view body) const {
    return exchange(test_support::makeRequest("POST", "/batch/", kJsonType, body));
}

std::size_t RelayFixture::insertCount() const {
    return impl_->fake().requests("INSERT").size();
}

std::string makeBatch(std::size_t count) {
    std::string text = R"({"api_key":"key_a","batch":[)";
    for (std::size_t i = 0; i < count; ++i) {
        text += i == 0 ? "" : ",";
        text += R"({"event":"e","distinct_id":"d"})";
    }
    return text + "]}";
}

std::string makeUnfinished(std::string_view headers, std::string_view body) {
    auto request = test_support::makeRequest("POST", "/batch/", headers, body);
    request.pop_back();
    return request;
}

}  // namespace component
