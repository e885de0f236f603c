#pragma once

#include "byte_source.h"
#include "encoder.h"

#include <algorithm>
#include <memory>
#include <string>

namespace embedded_test {

// Gives `bytes` in pieces of at most `piece`.
inline embedded::ByteSource sourceOf(const std::string& bytes, std::size_t piece = 7) {
    auto left = std::make_shared<std::string>(bytes);
    return [left, piece](char* target, std::size_t size) {
        const auto count = left->copy(target, std::min(size, piece));
        left->erase(0, count);
        return tl::expected<std::size_t, embedded::EngineError>(count);
    };
}

// All of a source, or its error, read in pieces of at most `piece`.
inline tl::expected<std::string, embedded::EngineError>
readAll(const embedded::ByteSource& source, std::size_t piece = 1000) {
    std::string text;
    std::string room(piece, '\0');
    for (;;) {
        const auto count = source(room.data(), room.size());
        if (!count) {
            return tl::unexpected(count.error());
        }
        if (*count == 0) {
            return text;
        }
        text.append(room, 0, *count);
    }
}

inline int codeOf(const embedded::ByteSource& source) {
    const auto text = readAll(source);
    return text ? 0 : text.error().code;
}

inline std::string packWith(embedded::Encoder& encoder, const std::string& text) {
    std::string packed;
    constexpr std::size_t kPiece = 10'000;
    for (std::size_t at = 0; at < text.size(); at += kPiece) {
        encoder.add(std::string_view(text).substr(at, kPiece), packed);
    }
    encoder.finish(packed);
    return packed;
}

// Of `size` bytes, neither constant nor random.
inline std::string sampleText(std::size_t size) {
    std::string text;
    for (std::size_t i = 0; text.size() < size; ++i) {
        text += std::to_string(i * i % 1009) + ",";
    }
    text.resize(size);
    return text;
}

}  // namespace embedded_test
