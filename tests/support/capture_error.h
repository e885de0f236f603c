#pragma once

#include <functional>
#include <string>

namespace test_support {

// What goes to standard error while `action` runs; at most 4096 bytes of it.
std::string captureError(const std::function<void()>& action);

}  // namespace test_support
