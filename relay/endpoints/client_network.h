#pragma once

#include <string>

namespace relay {

// Who shares a limit: an IPv4 address, or the /64 of an IPv6 one, for whoever has one address there
// has them all. What is no address is itself.
std::string clientNetwork(const std::string& client_ip);

}  // namespace relay
