#include "upkeep/doctor/event_check.h"

#include "clickhouse/client.h"
#include "delivery/raw_insert.h"
#include "endpoints/relay_server.h"
#include "observe/metrics.h"
#include "upkeep/doctor/failure.h"
#include "upkeep/migrate/migrator.h"
#include "upkeep/scripts/script_query.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/Timespan.h>
#include <Poco/URI.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace relay {

namespace {

constexpr auto kSubject = "test event";
constexpr std::chrono::seconds kTimeout{20};
constexpr std::chrono::milliseconds kDrainTime{1000};
constexpr std::size_t kNameBytes = 8;

Finding wrong(const std::string& text, const std::string& remedy) {
    return {FindingState::kWrong, kSubject, text, remedy};
}

// The same deployment under another name. Nobody else knows the key.
Config ownConfig(const Config& config) {
    auto own = config;
    const auto secret = makeToken();
    own.clickhouse.database += "_doctor_" + makeToken().substr(0, kNameBytes);
    own.clickhouse.secrets = {secret};
    own.public_api_keys = {secret};
    own.host = "127.0.0.1";
    own.port = 0;
    own.base_path.clear();
    return own;
}

// Exists from create() on until drop(), at the latest to the end of this object.
class OwnDatabase {
public:
    OwnDatabase(ScriptQuery& query, std::string name) : query_(query), name_(std::move(name)) {}

    ~OwnDatabase() { drop(); }

    OwnDatabase(const OwnDatabase&) = delete;
    OwnDatabase& operator=(const OwnDatabase&) = delete;

    tl::expected<void, ClickHouseError> create() {
        is_there_ = true;  // it may be even where the answer is lost
        return query_.answers({"doctor_begin"}).map([](const auto&) {});
    }

    tl::expected<void, ClickHouseError> drop() {
        if (!std::exchange(is_there_, false)) {
            return {};
        }
        return query_.answers({"doctor_end"}).map([](const auto&) {});
    }

    [[nodiscard]] const std::string& name() const { return name_; }

private:
    ScriptQuery& query_;
    const std::string name_;
    bool is_there_ = false;
};

struct Reply {
    int status = 0;
    std::string body;
};

Reply post(const std::string& url, const std::string& body) {
    const Poco::URI uri(url);
    Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
    session.setTimeout(Poco::Timespan(kTimeout.count(), 0));
    Poco::Net::HTTPRequest request("POST", "/batch/", Poco::Net::HTTPMessage::HTTP_1_1);
    request.setContentType("application/json");
    request.setContentLength64(static_cast<Poco::Int64>(body.size()));
    session.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    auto& stream = session.receiveResponse(response);
    Reply reply{response.getStatus(), {}};
    Poco::StreamCopier::copyToString(stream, reply.body);
    return reply;
}

// Nothing when the relay answers that the event is stored.
std::optional<Finding> send(const Config& config, ClickHouseClient& client, Log& log) {
    std::optional<ClickHouseError> failure;
    const auto commit = [&](const RawRows& rows) -> tl::expected<StoredIn, Rejection> {
        const auto stored = client.execute(makeRawInsert({rows.ndjson}, makeToken(), kTimeout));
        if (!stored) {
            failure = stored.error();
            return tl::unexpected(Rejection::kClickHouseRefused);
        }
        return StoredIn::kClickHouse;
    };
    Metrics metrics;
    RelayServer server(
        config, {commit, [] { return std::nullopt; }, [] { return DeliveryLoad{}; }}, metrics, log
    );
    server.start();
    std::string body = R"({"api_key":")";
    body.append(config.public_api_keys.front());
    body.append(R"(","batch":[{"event":"doctor","distinct_id":"doctor"}]})");
    const auto reply = post(server.url(), body);
    server.drain(kDrainTime);
    if (failure) {
        return explainFailure(kSubject, *failure);
    }
    if (reply.status != 200 ||
        reply.body.find(R"("ingested":1,"dropped":0)") == std::string::npos) {
        return wrong(
            "the relay answers " + std::to_string(reply.status) + " " + reply.body,
            "This is a fault of the relay: please report it."
        );
    }
    return std::nullopt;
}

Finding find(ScriptQuery& query) {
    const auto rows = query.rows({"doctor_event"});
    if (!rows) {
        return explainFailure(kSubject, rows.error());
    }
    if (rows->front().front() != "1") {
        return wrong(
            "it was stored, and is not in events",
            "A view fails in silence: see ClickHouse's log, and materialized_views_ignore_errors."
        );
    }
    return {FindingState::kOk, kSubject, "sent, stored and found; its database is gone again", {}};
}

Finding explainCreate(const ClickHouseError& error, const Config& config) {
    auto finding = explainFailure(kSubject, error);
    if (error.code == kAccessDenied) {
        finding.state = FindingState::kSkipped;
        finding.text = config.clickhouse.user + " may not make a database for it";
        finding.remedy =
            "Run relay doctor as the user of relay migrate, with the grant that "
            "docs/operations.md has for it.";
    }
    return finding;
}

// With the end of the database, which is wrong in itself where it fails.
Finding conclude(Finding finding, OwnDatabase& database) {
    const auto dropped = database.drop();
    if (!dropped) {
        finding.state = FindingState::kWrong;
        finding.text.append("; its database is not dropped: ").append(dropped.error().message);
        finding.remedy = "DROP DATABASE " + database.name() + ". " + finding.remedy;
    }
    return finding;
}

Finding stopped() {
    return {FindingState::kSkipped, kSubject, "stopped", {}};
}

}  // namespace

Finding checkEvent(const EventCheckContext& context) {
    const auto config = ownConfig(context.config);
    ClickHouseClient client(config.clickhouse);
    ScriptQuery query(client, ScriptFolder(context.sql_root, deploymentOf(config)), kTimeout);
    OwnDatabase database(query, config.clickhouse.database);
    if (context.is_stopped()) {
        return stopped();
    }
    if (const auto created = database.create(); !created) {
        return conclude(explainCreate(created.error(), config), database);
    }
    Migrator migrator(
        client, config, [](std::string_view) {}, kTimeout
    );
    if (const auto migrated = migrator.run(context.sql_root); !migrated) {
        return conclude(
            wrong(
                "its database cannot be migrated: " + migrated.error(),
                "See docs/troubleshooting.md, Migrations."
            ),
            database
        );
    }
    if (context.is_stopped()) {
        return conclude(stopped(), database);
    }
    if (auto problem = send(config, client, context.log)) {
        return conclude(std::move(*problem), database);
    }
    return conclude(find(query), database);
}

}  // namespace relay
