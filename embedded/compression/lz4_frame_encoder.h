#pragma once

#include "encoder.h"

#include <memory>

namespace embedded {

// One LZ4 frame.
class Lz4FrameEncoder : public Encoder {
public:
    Lz4FrameEncoder();
    ~Lz4FrameEncoder() override;

    void add(std::string_view bytes, std::string& target) override;
    void finish(std::string& target) override;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace embedded
