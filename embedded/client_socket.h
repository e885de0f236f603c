#pragma once

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/StreamSocket.h>

namespace embedded {

// The connection under a request.
Poco::Net::StreamSocket clientSocket(Poco::Net::HTTPServerRequest& request);

// Takes in what the client still sends, so that closing does not reset the connection before it has
// read the reply.
void lingerAfterReply(Poco::Net::StreamSocket& socket);

// Ends the connection at once; a chunked reply stays visibly unfinished.
void cutConnection(Poco::Net::StreamSocket& socket);

}  // namespace embedded
