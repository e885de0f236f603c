#pragma once

#include "encoder.h"

#include <memory>

namespace embedded {

// One Zstandard frame (RFC 8878).
class ZstdEncoder : public Encoder {
public:
    ZstdEncoder();
    ~ZstdEncoder() override;

    void add(std::string_view bytes, std::string& target) override;
    void finish(std::string& target) override;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace embedded
