#pragma once

#include "body_source.h"

#include <zlib.h>

#include <vector>

namespace embedded {

// Unpacks gzip, also of several members. A cut or garbled stream is a BodyError.
class GzipSource : public BodySource {
public:
    explicit GzipSource(std::unique_ptr<BodySource> packed);
    ~GzipSource() override;

    std::size_t read(char* buffer, std::size_t size) override;

    [[nodiscard]] bool isConsumed() const override { return packed_->isConsumed(); }

private:
    // False at the end of the packed bytes.
    bool refill();

    std::unique_ptr<BodySource> packed_;
    std::vector<char> input_;
    z_stream stream_{};
    bool inside_member_ = true;
};

}  // namespace embedded
