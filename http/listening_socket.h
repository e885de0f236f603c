#pragma once

#include <Poco/Net/ServerSocket.h>

#include <cstdint>
#include <string>

namespace http {

// A listening socket that child processes do not inherit, and neither do they its connections: one
// that held a connection would keep it open after this process has closed it. Port 0 takes any free
// one. Throws std::runtime_error with one clear line.
Poco::Net::ServerSocket listenOn(const std::string& host, std::uint16_t port);

}  // namespace http
