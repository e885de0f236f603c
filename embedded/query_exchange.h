#pragma once

#include "http/exchange.h"
#include "insert_split.h"
#include "reply_writer.h"
#include "request_params.h"
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

    Step answer();
    Step checkAccess() const;
    Step openBody();
    void setCommonHeaders();
    Step answerQuery();
    Step answerInsert(const InsertWithData& insert, std::string_view text);
    Step answerSelect(EngineConnection& connection, const Statement& statement);
    Step answerCommand(EngineConnection& connection, const Statement& statement);
    Step prepare(EngineConnection& connection) const;
    [[nodiscard]] ReplyOptions replyOptions(const std::optional<std::string>& format) const;

    ServerState& state_;
    http::Exchange& exchange_;
    const http::Request& request_;
    ReplyWriter reply_;
    RequestParams params_;
    std::string marker_;
    std::optional<StatementBody> body_;
};

}  // namespace embedded
