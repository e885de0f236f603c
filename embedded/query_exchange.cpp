#include "query_exchange.h"

#include "engine_settings.h"
#include "http/text.h"
#include "insert_runner.h"
#include "query_runner.h"

#include <Poco/URI.h>
#include <Poco/UUIDGenerator.h>

#include <algorithm>

namespace embedded {
namespace {

// The engine's max_query_size: an INSERT's rows start within it.
constexpr std::size_t kStatementHead = std::size_t{256} * 1024;
constexpr std::size_t kLongestStatement = std::size_t{64} * 1024 * 1024;

constexpr std::string_view kPlainFormat = "TabSeparated";

RequestParams readParams(const http::Request& request) {
    return readRequestParams(
        Poco::URI("/?" + request.query).getQueryParameters(),
        [&](const std::string& name) -> std::optional<std::string> {
            const auto value = request.header(http::toLowerAscii(name));
            return value ? std::optional(std::string(*value)) : std::nullopt;
        }
    );
}

// Both go into reply headers, and a format into the statement.
bool isPlain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool isFormatName(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
}

}  // namespace

QueryExchange::QueryExchange(ServerState& state, http::Exchange& exchange)
    : state_(state),
      exchange_(exchange),
      request_(exchange.request()),
      reply_(exchange, state.engine.version()),
      marker_(Poco::UUIDGenerator::defaultGenerator().createRandom().toString()) {}

void QueryExchange::run() {
    const Answer answer = makeAnswer();
    leaveSession();
    if (answer) {
        reply_.finish(*answer);
    } else {
        reply_.fail(answer.error());
    }
}

void QueryExchange::refuse(const EngineError& error) {
    leaveSession();
    reply_.fail(error);
}

QueryExchange::Answer QueryExchange::makeAnswer() {
    params_ = readParams(request_);
    setCommonHeaders();
    return checkAccess().and_then([&] { return enterSession(); }
    ).and_then([&] {
         return openBody();
     }).and_then([&] { return answerQuery(); });
}

QueryExchange::Step QueryExchange::checkAccess() const {
    if (!params_.credentials || !isSameAccount(*params_.credentials, state_.account)) {
        const std::string user = params_.credentials ? params_.credentials->user : "default";
        return tl::unexpected(makeError(
            516,
            user + ": Authentication failed: password is incorrect, or there is no user with such "
                   "name.",
            "AUTHENTICATION_FAILED"
        ));
    }
    if (!isFormatName(params_.default_format)) {
        return tl::unexpected(
            makeError(73, "Unknown format " + params_.default_format, "UNKNOWN_FORMAT")
        );
    }
    return {};
}

QueryExchange::Step QueryExchange::enterSession() {
    if (!params_.session) {
        return {};
    }
    auto lease = state_.sessions.acquire(*params_.session);
    if (!lease) {
        return tl::unexpected(std::move(lease.error()));
    }
    session_.emplace(std::move(*lease));
    return {};
}

// Before the reply ends: from then on the client may use the session.
void QueryExchange::leaveSession() {
    if (own_settings_ && !own_settings_->takeBack()) {
        session_->close();
    }
    own_settings_.reset();
    session_.reset();
}

QueryExchange::Step QueryExchange::openBody() {
    const bool has_length = request_.content_length || request_.is_chunked;
    if (request_.method == "POST" && !has_length) {
        return tl::unexpected(makeError(
            381,
            "Content-Length or chunked Transfer-Encoding is needed for POST",
            "HTTP_LENGTH_REQUIRED"
        ));
    }
    const auto name = request_.header("content-encoding").value_or("");
    const auto coding = parseContentCoding(name);
    if (!coding) {
        return tl::unexpected(makeError(
            89,
            "Content-Encoding '" + std::string(name) +
                "' is not supported, only gzip, lz4 and zstd are",
            "UNKNOWN_COMPRESSION_METHOD"
        ));
    }
    body_.emplace(exchange_.body(), *coding, params_.decompress);
    return {};
}

void QueryExchange::setCommonHeaders() {
    if (params_.query_id.empty() || !isPlain(params_.query_id)) {
        params_.query_id = marker_;
    }
    reply_.setHeader("X-ClickHouse-Query-Id", params_.query_id);
    reply_.setHeader("X-ClickHouse-Timezone", state_.engine.timezone());
    reply_.setHeader("X-ClickHouse-Server-Display-Name", state_.display_name);
}

QueryExchange::Answer QueryExchange::answerQuery() {
    std::string text = params_.query.empty() ? "" : params_.query + "\n";
    if (const auto insert = splitInsert(text)) {
        return answerInsert(*insert, text);
    }
    auto whole = body_->readUpTo(text, kStatementHead);
    if (!whole) {
        return tl::unexpected(whole.error());
    }
    if (const auto insert = splitInsert(text)) {
        return answerInsert(*insert, text);
    }
    if (!*whole) {
        whole = body_->readUpTo(text, kLongestStatement);
    }
    if (!whole) {
        return tl::unexpected(whole.error());
    }
    if (!*whole) {
        return tl::unexpected(makeError(62, "Max query size exceeded", "SYNTAX_ERROR"));
    }
    const auto statement = parseStatement(text);
    return statement ? answerStatement(*statement) : tl::unexpected(statement.error());
}

QueryExchange::Answer QueryExchange::answerStatement(const Statement& statement) {
    if (statement.kind == Statement::Kind::kEmpty) {
        return reply_.write("Ok.\n").map([] { return Progress(); });
    }
    auto connection = connect(statement);
    if (!connection) {
        return tl::unexpected(std::move(connection.error()));
    }
    return statement.kind == Statement::Kind::kSelect ? answerSelect(**connection, statement)
                                                      : answerCommand(**connection, statement);
}

QueryExchange::Answer
QueryExchange::answerInsert(const InsertWithData& insert, std::string_view text) {
    auto connection = connect(Statement{.kind = Statement::Kind::kCommand});
    if (!connection) {
        return tl::unexpected(std::move(connection.error()));
    }
    reply_.setOptions(replyOptions(std::nullopt));
    return runInsert(**connection, insert, text.substr(insert.data_offset), *body_);
}

QueryExchange::Answer
QueryExchange::answerSelect(EngineConnection& connection, const Statement& statement) {
    reply_.setOptions(replyOptions(statement.format));
    Step written;
    const QueryTask task{
        .connection = connection,
        .statement = statement,
        .default_format = params_.default_format,
        .marker = marker_,
        .client = exchange_.descriptor()};
    const EngineResult result = runQuery(state_.engine, task, [&](std::string_view bytes) {
        written = reply_.write(bytes);
        return written.has_value();
    });
    auto error = result.error();
    if (!written || error) {
        return tl::unexpected(written ? std::move(*error) : std::move(written.error()));
    }
    return reply_.endResult().map([&] { return result.progress(); });
}

QueryExchange::Answer
QueryExchange::answerCommand(EngineConnection& connection, const Statement& statement) {
    const EngineResult result = connection.query(statement.text, params_.default_format);
    if (auto error = result.error()) {
        return tl::unexpected(std::move(*error));
    }
    reply_.setOptions(replyOptions(statement.format));
    return reply_.write(result.body()).and_then([&] { return reply_.endResult(); }).map([&] {
        return result.progress();
    });
}

// A session has a connection of its own from the first statement on that it has to remember. Until
// then each request gets a fresh one, as without a session.
tl::expected<EngineConnection*, EngineError> QueryExchange::connect(const Statement& statement) {
    const bool is_kept = statement.sets_session || statement.is_about_temporary;
    if (session_ && (session_->state() || is_kept)) {
        return connectInSession(statement);
    }
    fresh_connection_.emplace(state_.engine.connect());
    return prepare(*fresh_connection_).map([&] { return &*fresh_connection_; });
}

tl::expected<EngineConnection*, EngineError> QueryExchange::connectInSession(
    const Statement& statement
) {
    // The engine's own readonly would stay with the session.
    if (isReadOnly() && !statement.only_reads) {
        return tl::unexpected(makeError(164, "Cannot execute query in readonly mode", "READONLY"));
    }
    auto& kept = session_->state();
    if (!kept) {
        kept.emplace(SessionConnection{state_.engine.connect(), marker_});
        if (auto step = run(kept->connection, settingsStatement({}, marker_, false)); !step) {
            return tl::unexpected(std::move(step.error()));
        }
    }
    marker_ = kept->marker;
    if (!statement.sets_session) {
        own_settings_.emplace(kept->connection);
        if (auto step = own_settings_->apply(params_, marker_); !step) {
            return tl::unexpected(std::move(step.error()));
        }
    }
    return &kept->connection;
}

bool QueryExchange::isReadOnly() const {
    const auto& settings = params_.settings;
    return request_.method != "POST" ||
           std::any_of(settings.begin(), settings.end(), [](const auto& setting) {
               return setting.first == "readonly" && setting.second != "0";
           });
}

QueryExchange::Step QueryExchange::run(
    EngineConnection& connection,
    const tl::expected<std::string, EngineError>& statement
) {
    if (!statement) {
        return tl::unexpected(statement.error());
    }
    if (auto error = connection.query(*statement, kPlainFormat).error()) {
        return tl::unexpected(std::move(*error));
    }
    return {};
}

QueryExchange::Step QueryExchange::prepare(EngineConnection& connection) const {
    if (!params_.database.empty()) {
        if (auto step = run(connection, "USE " + quoteName(params_.database)); !step) {
            return step;
        }
    }
    const bool read_only = request_.method != "POST";
    return run(connection, settingsStatement(params_.settings, marker_, read_only));
}

ReplyOptions QueryExchange::replyOptions(const std::optional<std::string>& format) const {
    const auto accepted = request_.header("accept-encoding").value_or("");
    return {
        .format = format.value_or(params_.default_format),
        .client_protocol_version = params_.client_protocol_version,
        .in_blocks = params_.compress,
        .coding =
            params_.http_compression ? chooseContentCoding(accepted) : ContentCoding::kIdentity,
        .whole = params_.wait_end_of_query};
}

}  // namespace embedded
