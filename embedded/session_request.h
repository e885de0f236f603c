#pragma once

#include <string>

namespace embedded {

// What a request says of the session that it belongs to.
struct SessionRequest {
    std::string id;
    std::string timeout;      // session_timeout as given, in seconds; empty: the default
    bool must_exist = false;  // session_check
    bool close = false;       // close_session: the session ends with the request
};

}  // namespace embedded
