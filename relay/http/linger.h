#pragma once

#include <Poco/Net/StreamSocket.h>

#include <chrono>

namespace relay {

// After the last reply: tells the client that no more comes and reads on for a moment, up to a
// bound. Closing with unread bytes would make the client's system throw the reply away (RFC 9112
// section 9.6).
void linger(Poco::Net::StreamSocket& socket, std::chrono::milliseconds time);

}  // namespace relay
