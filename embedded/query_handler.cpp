#include "query_handler.h"

#include "query_exchange.h"

#include <Poco/Net/NetException.h>

#include <exception>

namespace embedded {

void QueryHandler::handleRequest(
    Poco::Net::HTTPServerRequest& request,
    Poco::Net::HTTPServerResponse& response
) {
    QueryExchange exchange(state_, request, response);
    try {
        exchange.run();
    } catch (const BodyError& error) {
        exchange.refuse(error.error());
    } catch (const Poco::Net::NetException&) {
        response.setKeepAlive(false);  // The client is gone.
    } catch (const std::exception& error) {
        exchange.refuse(makeError(1002, error.what(), "UNKNOWN_EXCEPTION"));
    }
}

}  // namespace embedded
