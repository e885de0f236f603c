#pragma once

#include "config/config.h"

#include <string>

namespace relay {

// The client's address as IP_MODE lets it be stored and logged: as it is; its network (IPv4 /24,
// IPv6 /48); or empty. What is no address is stored only as it is.
std::string storedIp(const std::string& client_ip, IpMode mode);

}  // namespace relay
