#pragma once

#include <map>
#include <string>
#include <string_view>

namespace test_support {

// Appends a reply of the relay as a line of JSON to the file that the environment names in
// RELAY_REPLIES, if it does; tests/docs/check_replies reads it. `request` is a method and a target.
void recordReply(
    std::string_view request,
    int status,
    const std::map<std::string, std::string>& headers,
    std::string_view body
);

}  // namespace test_support
