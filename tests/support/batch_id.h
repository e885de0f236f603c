#pragma once

#include <string>

namespace test_support {

// The body of a 200 without the id of its batch, which it must have.
std::string withoutBatchId(const std::string& body);

// Empty where the body has none.
std::string batchIdOf(const std::string& body);

}  // namespace test_support
