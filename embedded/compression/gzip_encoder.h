#pragma once

#include "encoder.h"

#include <memory>

namespace embedded {

// One gzip member (RFC 1952).
class GzipEncoder : public Encoder {
public:
    GzipEncoder();
    ~GzipEncoder() override;

    void add(std::string_view bytes, std::string& target) override;
    void finish(std::string& target) override;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace embedded
