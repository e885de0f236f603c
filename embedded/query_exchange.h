#pragma once

#include "insert_split.h"
#include "reply_writer.h"
#include "request_body.h"
#include "request_params.h"
#include "server_state.h"
#include "statement.h"

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace embedded {

// One request and its reply, from the checks before the body to the last byte.
class QueryExchange {
public:
    QueryExchange(
        ServerState& state,
        Poco::Net::HTTPServerRequest& request,
        Poco::Net::HTTPServerResponse& response
    );

    // Throws BodyError, and Poco exceptions when the client goes.
    void run();

    // Ends the reply with an error. A body not read to its end closes the connection: what is left
    // of it would be taken for the next request.
    void refuse(const EngineError& error);

private:
    using Step = tl::expected<void, EngineError>;

    Step answer();
    Step checkAccess() const;
    void setCommonHeaders();
    Step answerQuery();
    Step answerInsert(const InsertWithData& insert, std::string_view text);
    Step answerSelect(EngineConnection& connection, const Statement& statement);
    Step answerCommand(EngineConnection& connection, const Statement& statement);
    Step prepare(EngineConnection& connection) const;
    [[nodiscard]] ReplyOptions replyOptions(const std::optional<std::string>& format) const;

    ServerState& state_;
    Poco::Net::HTTPServerRequest& request_;
    Poco::Net::HTTPServerResponse& response_;
    ReplyWriter reply_;
    RequestParams params_;
    std::string marker_;
    std::optional<RequestBody> body_;
};

}  // namespace embedded
