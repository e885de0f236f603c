#pragma once

#include "http/exchange.h"
#include "insert_split.h"
#include "reply_writer.h"
#include "request_params.h"
#include "request_settings.h"
#include "server_state.h"
#include "statement.h"
#include "statement_body.h"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace embedded {

// One request and its reply, from the checks before the body to the last byte.
class QueryExchange {
public:
    // Keeps the references.
    QueryExchange(ServerState& state, http::Exchange& exchange);

    // Throws Poco exceptions when the client goes.
    void run();

    // Ends the reply with an error.
    void refuse(const EngineError& error);

private:
    using Step = tl::expected<void, EngineError>;
    using Answer = tl::expected<Progress, EngineError>;

    Answer makeAnswer();
    Step checkAccess() const;
    Step enterSession();
    void leaveSession();
    Step openBody();
    void setCommonHeaders();
    Answer answerQuery();
    Answer answerStatement(const Statement& statement);
    Answer answerInsert(const InsertWithData& insert, std::string_view text);
    Answer answerSelect(EngineConnection& connection, const Statement& statement);
    Answer answerCommand(EngineConnection& connection, const Statement& statement);
    tl::expected<EngineConnection*, EngineError> connect(const Statement& statement);
    tl::expected<EngineConnection*, EngineError> connectInSession(const Statement& statement);
    [[nodiscard]] bool isReadOnly() const;
    static Step
    run(EngineConnection& connection, const tl::expected<std::string, EngineError>& statement);
    Step prepare(EngineConnection& connection) const;
    [[nodiscard]] ReplyOptions replyOptions(const std::optional<std::string>& format) const;

    ServerState& state_;
    http::Exchange& exchange_;
    const http::Request& request_;
    ReplyWriter reply_;
    RequestParams params_;
    std::string marker_;
    std::optional<StatementBody> body_;
    std::optional<EngineConnection> fresh_connection_;
    std::optional<Sessions::Lease> session_;
    std::optional<RequestSettings> own_settings_;  // in the connection of the session
};

}  // namespace embedded
