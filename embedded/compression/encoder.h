#pragma once

#include <string>
#include <string_view>

namespace embedded {

// Packs one stream piece by piece. Throws std::runtime_error when its library fails.
class Encoder {
public:
    Encoder() = default;
    virtual ~Encoder() = default;
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    // Appends to `target` what is ready of the packed stream.
    virtual void add(std::string_view bytes, std::string& target) = 0;

    // Appends the end of the stream.
    virtual void finish(std::string& target) = 0;
};

}  // namespace embedded
