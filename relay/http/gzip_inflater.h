#pragma once

#include "ingest/rejection.h"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <string_view>

namespace relay {

// Takes what the inflater produced; an error stops it.
using ByteSink = std::function<tl::expected<void, Rejection>(std::string_view bytes)>;

// Inflates gzip piece by piece. Several members one after the other count as one text (RFC 1952
// section 2.2); anything else behind a member is an error.
class GzipInflater {
public:
    GzipInflater();
    ~GzipInflater();

    // Errors: kUndecodableGzip, and whatever the sink returns.
    tl::expected<void, Rejection> add(std::string_view compressed, const ByteSink& sink);

    // To be asked at the end: false if the input stopped within a member, or was empty.
    [[nodiscard]] bool isComplete() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace relay
