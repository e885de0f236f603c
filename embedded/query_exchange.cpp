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

bool acceptsGzip(const http::Request& request) {
    const auto accepted = request.header("accept-encoding").value_or("");
    return accepted.find("gzip") != std::string_view::npos;
}

}  // namespace

QueryExchange::QueryExchange(ServerState& state, http::Exchange& exchange)
    : state_(state),
      exchange_(exchange),
      request_(exchange.request()),
      reply_(exchange, state.engine.version()),
      marker_(Poco::UUIDGenerator::defaultGenerator().createRandom().toString()) {}

void QueryExchange::run() {
    if (const Step step = answer(); !step) {
        refuse(step.error());
    }
}

void QueryExchange::refuse(const EngineError& error) {
    reply_.fail(error);
}

QueryExchange::Step QueryExchange::answer() {
    params_ = readParams(request_);
    setCommonHeaders();
    if (auto step = checkAccess(); !step) {
        return step;
    }
    if (auto step = openBody(); !step) {
        return step;
    }
    return answerQuery();
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
    if (params_.native_compression) {
        return tl::unexpected(makeError(
            344,
            "compress and decompress are not supported here; use gzip (enable_http_compression, "
            "Content-Encoding)",
            "SUPPORT_IS_DISABLED"
        ));
    }
    return {};
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
    const auto encoding = http::parseContentEncoding(name);
    if (!encoding) {
        return tl::unexpected(makeError(
            89,
            "Content-Encoding '" + std::string(name) + "' is not supported, only gzip is",
            "UNKNOWN_COMPRESSION_METHOD"
        ));
    }
    body_.emplace(exchange_.body(), *encoding);
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

QueryExchange::Step QueryExchange::answerQuery() {
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
    if (!statement) {
        return tl::unexpected(statement.error());
    }
    if (statement->kind == Statement::Kind::kEmpty) {
        reply_.write("Ok.\n");
        reply_.finish({});
        return {};
    }
    EngineConnection connection = state_.engine.connect();
    if (auto step = prepare(connection); !step) {
        return step;
    }
    return statement->kind == Statement::Kind::kSelect ? answerSelect(connection, *statement)
                                                       : answerCommand(connection, *statement);
}

QueryExchange::Step
QueryExchange::answerInsert(const InsertWithData& insert, std::string_view text) {
    EngineConnection connection = state_.engine.connect();
    if (auto step = prepare(connection); !step) {
        return step;
    }
    const auto progress = runInsert(connection, insert, text.substr(insert.data_offset), *body_);
    if (!progress) {
        return tl::unexpected(progress.error());
    }
    reply_.setOptions(replyOptions(std::nullopt));
    reply_.finish(*progress);
    return {};
}

QueryExchange::Step
QueryExchange::answerSelect(EngineConnection& connection, const Statement& statement) {
    reply_.setOptions(replyOptions(statement.format));
    bool too_large = false;
    const QueryTask task{
        .connection = connection,
        .statement = statement,
        .default_format = params_.default_format,
        .marker = marker_,
        .client = exchange_.descriptor()};
    const EngineResult result = runQuery(state_.engine, task, [&](std::string_view bytes) {
        too_large = !reply_.write(bytes);
        return !too_large;
    });
    if (too_large) {
        return tl::unexpected(makeError(
            396,
            "The result is too large to be held for wait_end_of_query",
            "TOO_MANY_ROWS_OR_BYTES"
        ));
    }
    if (auto error = result.error()) {
        return tl::unexpected(std::move(*error));
    }
    reply_.finish(result.progress());
    return {};
}

QueryExchange::Step
QueryExchange::answerCommand(EngineConnection& connection, const Statement& statement) {
    const EngineResult result = connection.query(statement.text, params_.default_format);
    if (auto error = result.error()) {
        return tl::unexpected(std::move(*error));
    }
    reply_.setOptions(replyOptions(statement.format));
    reply_.write(result.body());
    reply_.finish(result.progress());
    return {};
}

QueryExchange::Step QueryExchange::prepare(EngineConnection& connection) const {
    if (!params_.database.empty()) {
        const auto result = connection.query("USE " + quoteName(params_.database), kPlainFormat);
        if (auto error = result.error()) {
            return tl::unexpected(std::move(*error));
        }
    }
    const bool read_only = request_.method != "POST";
    const auto statement = settingsStatement(params_.settings, marker_, read_only);
    if (!statement) {
        return tl::unexpected(statement.error());
    }
    if (auto error = connection.query(*statement, kPlainFormat).error()) {
        return tl::unexpected(std::move(*error));
    }
    return {};
}

ReplyOptions QueryExchange::replyOptions(const std::optional<std::string>& format) const {
    return {
        .format = format.value_or(params_.default_format),
        .gzip = params_.http_compression && acceptsGzip(request_),
        .whole = params_.wait_end_of_query};
}

}  // namespace embedded
