#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace json {

inline constexpr std::size_t kHashedWord = sizeof(std::uint64_t);

// Its bytes one by one, for the compiler and where there is no room for a word.
constexpr std::uint64_t loadBytes(std::string_view text) {
    std::uint64_t word = 0;
    for (std::size_t i = text.size(); i > 0; --i) {
        word = word << 8U | static_cast<unsigned char>(text[i - 1]);
    }
    return word;
}

constexpr std::uint64_t loadWord(const char* from) {
    if (std::is_constant_evaluated()) {
        return loadBytes({from, kHashedWord});
    }
    std::uint64_t word = 0;
    std::memcpy(&word, from, sizeof word);
    return word;
}

// Of both ends and the middle, so that names of up to 24 bytes rarely look alike. Its bits are not
// mixed yet: whoever has a table multiplies. `room` is how many bytes can be read where the name
// begins.
constexpr std::uint64_t hashName(std::string_view name, std::size_t room) {
    const std::size_t size = name.size();
    if (size >= kHashedWord) {
        const char* const text = name.data();
        return loadWord(text) + std::rotl(loadWord(text + size / 2 - kHashedWord / 2), 23) +
               std::rotl(loadWord(text + size - kHashedWord), 41);
    }
    const auto word = room >= kHashedWord
                          ? loadWord(name.data()) & ((std::uint64_t{1} << 8 * size) - 1)
                          : loadBytes(name);
    return word + std::rotl(word, 41);
}

constexpr std::uint64_t hashName(std::string_view name) {
    return hashName(name, name.size());
}

}  // namespace json
