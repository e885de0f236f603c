#pragma once

#include "encoder.h"

namespace embedded {

// Compressed blocks (block_format.h), each of a mebibyte but the last.
class BlockEncoder : public Encoder {
public:
    static constexpr std::size_t kContentSize = std::size_t{1024} * 1024;

    void add(std::string_view bytes, std::string& target) override;
    void finish(std::string& target) override;

private:
    std::string content_;
};

}  // namespace embedded
