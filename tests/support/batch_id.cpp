#include "support/batch_id.h"

#include <regex>

namespace test_support {

namespace {

const std::regex& batchId() {
    static const std::regex pattern(
        R"re(,"batch_id":"([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})")re"
    );
    return pattern;
}

}  // namespace

std::string withoutBatchId(const std::string& body) {
    return std::regex_search(body, batchId()) ? std::regex_replace(body, batchId(), "")
                                              : "no batch_id in " + body;
}

std::string batchIdOf(const std::string& body) {
    std::smatch found;
    return std::regex_search(body, found, batchId()) ? found[1].str() : "";
}

}  // namespace test_support
