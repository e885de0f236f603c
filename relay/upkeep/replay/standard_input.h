#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <streambuf>

namespace relay {

// Standard input, which ends early when the command is to end: a read from a pipe may wait for
// ever. Bytes that the process has read from it by other means are not seen.
class StandardInput : public std::streambuf {
public:
    explicit StandardInput(std::function<bool()> is_stopped);

protected:
    // Throws std::ios_base::failure, which a stream takes for badbit, when it cannot be read.
    int_type underflow() override;

private:
    static constexpr std::size_t kSize = std::size_t{64} << 10U;

    std::function<bool()> is_stopped_;
    std::array<char, kSize> bytes_{};
};

}  // namespace relay
