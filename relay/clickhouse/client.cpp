#include "clickhouse/client.h"

#include "clickhouse/connection_pool.h"
#include "clickhouse/request_target.h"
#include "clickhouse/server_reply.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/SSLException.h>

#include <algorithm>
#include <cstddef>
#include <sstream>

namespace relay {

namespace {

// An error in rows may quote them, and logs are not the place for user data; in statements without
// rows there is only what a human needs to see.
constexpr std::size_t kMaxLogTextOfRows = 200;
constexpr std::size_t kMaxLogText = 1000;

// A line break in a header's value would start another header.
void checkHeaderValue(const std::string& name, const std::string& value) {
    const auto is_control = [](unsigned char byte) { return byte < ' ' || byte == 127; };
    if (std::any_of(value.begin(), value.end(), is_control)) {
        throw Poco::SyntaxException(name + " must not hold control characters");
    }
}

std::size_t totalSize(const std::vector<std::string_view>& pieces) {
    std::size_t size = 0;
    for (const auto piece : pieces) {
        size += piece.size();
    }
    return size;
}

// The longest first, for one may begin with another.
std::vector<std::string> secretsOf(const ClickHouseConfig& config) {
    auto secrets = config.secrets;
    secrets.push_back(config.password);
    const auto by_size = [](const auto& text) { return text.size(); };
    std::ranges::sort(secrets, std::ranges::greater(), by_size);
    return secrets;
}

ClickHouseError makeError(ClickHouseError::Kind kind, const Poco::Exception& exception) {
    return {kind, 0, 0, exception.displayText()};
}

}  // namespace

class ClickHouseClient::Impl {
public:
    explicit Impl(const ClickHouseConfig& config)
        : config_(config), secrets_(secretsOf(config)), pool_(Endpoint(config.url)) {
        checkHeaderValue("CLICKHOUSE_USER", config.user);
        checkHeaderValue("CLICKHOUSE_PASSWORD", config.password);
    }

    [[nodiscard]] const std::string& address() const { return pool_.endpoint().authority(); }

    tl::expected<std::string, ClickHouseError> execute(const ClickHouseRequest& request) {
        auto result = exchange(request);
        if (!result) {
            const auto limit = request.data.empty() ? kMaxLogText : kMaxLogTextOfRows;
            result.error().message = makeLogText(result.error().message, secrets_, limit);
        }
        return result;
    }

private:
    tl::expected<std::string, ClickHouseError> exchange(const ClickHouseRequest& request) {
        try {
            const auto deadline = std::chrono::steady_clock::now() + request.timeout;
            auto connection = pool_.take(request.timeout);
            Poco::Net::HTTPResponse response;
            ask(*connection, request, response, deadline);
            connection->setTimeout(request.timeout);
            auto reply = judgeReply(response, connection->receiveBody(response));
            if (reply && response.getKeepAlive()) {
                pool_.giveBack(std::move(connection), maxIdle(response));
            }
            return reply;
        } catch (const Poco::TimeoutException& exception) {
            return tl::unexpected(makeError(ClickHouseError::Kind::kTimeout, exception));
        } catch (const Poco::Net::CertificateValidationException& exception) {
            return tl::unexpected(makeError(ClickHouseError::Kind::kCertificate, exception));
        } catch (const Poco::Exception& exception) {
            return tl::unexpected(makeError(ClickHouseError::Kind::kTransport, exception));
        }
    }

    // A reused connection that fails before its reply begins may have been dead before.
    void ask(
        Connection& connection,
        const ClickHouseRequest& request,
        Poco::Net::HTTPResponse& response,
        Connection::Deadline deadline
    ) {
        try {
            auto pieces = request.data.empty() ? std::vector{request.query} : request.data;
            const auto head = makeHead(request, totalSize(pieces));
            pieces.insert(pieces.begin(), head);
            connection.send(pieces, deadline);
            connection.receiveHead(response, deadline);
        } catch (const Poco::Exception&) {
            if (connection.isReused()) {
                pool_.dropIdle();
            }
            throw;
        }
    }

    [[nodiscard]] std::string makeTarget(const ClickHouseRequest& request) const {
        UrlParameters parameters;
        if (request.use_database) {
            parameters.emplace_back("database", config_.database);
        }
        if (!request.data.empty()) {
            parameters.emplace_back("query", request.query);
        }
        // The status goes out after the statement has ended, so it tells the truth.
        parameters.emplace_back("wait_end_of_query", "1");
        parameters.emplace_back("send_progress_in_http_headers", "0");
        parameters.insert(parameters.end(), request.settings.begin(), request.settings.end());
        return buildRequestTarget(pool_.endpoint().path(), parameters);
    }

    [[nodiscard]] std::string makeHead(const ClickHouseRequest& request, std::size_t body_size)
        const {
        Poco::Net::HTTPRequest head(
            Poco::Net::HTTPRequest::HTTP_POST, makeTarget(request), Poco::Net::HTTPMessage::HTTP_1_1
        );
        head.setHost(pool_.endpoint().authority());
        head.setContentType("text/plain; charset=utf-8");
        head.setContentLength64(static_cast<Poco::Int64>(body_size));
        head.set("User-Agent", "product-analytics-relay");
        head.set("X-ClickHouse-User", config_.user);
        head.set("X-ClickHouse-Key", config_.password);
        head.setKeepAlive(true);
        std::ostringstream text;
        head.write(text);
        return std::move(text).str();
    }

    const ClickHouseConfig config_;
    const std::vector<std::string> secrets_;
    ConnectionPool pool_;
};

ClickHouseClient::ClickHouseClient(const ClickHouseConfig& config)
    : impl_(std::make_unique<Impl>(config)) {}

ClickHouseClient::~ClickHouseClient() = default;

const std::string& ClickHouseClient::address() const {
    return impl_->address();
}

tl::expected<std::string, ClickHouseError> ClickHouseClient::execute(
    const ClickHouseRequest& request
) {
    return impl_->execute(request);
}

}  // namespace relay
