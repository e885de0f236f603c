#include "block_encoder.h"

#include "block_format.h"

#include <algorithm>

namespace embedded {

void BlockEncoder::add(std::string_view bytes, std::string& target) {
    while (!bytes.empty()) {
        const auto count = std::min(bytes.size(), kContentSize - content_.size());
        content_.append(bytes.substr(0, count));
        bytes.remove_prefix(count);
        if (content_.size() == kContentSize) {
            finish(target);
        }
    }
}

void BlockEncoder::finish(std::string& target) {
    if (!content_.empty()) {
        packBlock(content_, target);
        content_.clear();
    }
}

}  // namespace embedded
