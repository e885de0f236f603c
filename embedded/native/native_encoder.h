#pragma once

#include "engine_error.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace embedded {

// From these versions of the client protocol on a Native block begins with a block info, and each
// column says whether its serialization is a special one.
constexpr std::uint64_t kVersionWithBlockInfo = 51903;
constexpr std::uint64_t kVersionWithSerialization = 54454;

// Turns Native as the engine writes it, without a version, into Native of a client protocol
// version. Holds at most one column.
class NativeEncoder {
public:
    explicit NativeEncoder(std::uint64_t version) : version_(version) {}

    // Appends to `target` what is ready. Errors: NOT_IMPLEMENTED for a type whose values have no
    // end that can be told.
    tl::expected<void, EngineError> add(std::string_view bytes, std::string& target);

    // An end within a block is INCORRECT_DATA.
    tl::expected<void, EngineError> finish(std::string& target);

private:
    bool takeOne(std::string& target);
    bool takeHead(std::string& target);
    bool takeColumn(std::string& target);
    tl::expected<void, EngineError> takeAll(std::string& target);

    std::uint64_t version_;
    std::string held_;
    std::size_t at_ = 0;      // what of it is done
    std::size_t enough_ = 0;  // trying with less would be in vain, or would cost too much
    std::uint64_t columns_ = 0;
    std::uint64_t rows_ = 0;
    std::string column_;  // name and type of the one being read, for a message
};

}  // namespace embedded
