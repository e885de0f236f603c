#include "support/batch_id.h"

#include <regex>

namespace test_support {

std::string withoutBatchId(const std::string& body) {
    static const std::regex kBatchId(R"(,"batch_id":"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")");
    return std::regex_search(body, kBatchId) ? std::regex_replace(body, kBatchId, "")
                                             : "no batch_id in " + body;
}

}  // namespace test_support
