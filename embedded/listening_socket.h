#pragma once

#include <Poco/Net/ServerSocket.h>

#include <cstdint>
#include <string>

namespace embedded {

// A listening socket that the engine's function workers do not inherit, and neither do they its
// connections: a worker that held one would keep it open after this process has closed it. Port 0
// takes any free one. Throws Poco::Exception.
Poco::Net::ServerSocket listenOn(const std::string& host, std::uint16_t port);

}  // namespace embedded
