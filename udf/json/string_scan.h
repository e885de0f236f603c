#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace json {

// What ends a run of plain bytes in a JSON string: a quote, a backslash, or a control character.
constexpr bool endsPlainText(char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

// Eight bytes at a time, on any machine: the first byte in [at, end) that ends plain text, or end.
// `non_ascii` is no longer zero once a byte on the way was not ASCII, or one shortly behind.
inline const char*
findPlainTextEndPortably(const char* at, const char* end, std::uint64_t& non_ascii) {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t highs = 0x80 * ones;
    constexpr std::ptrdiff_t word_size = sizeof(std::uint64_t);
    for (; end - at >= word_size; at += word_size) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof(word));
        non_ascii |= word & highs;
        const std::uint64_t quote = word ^ ('"' * ones);
        const std::uint64_t backslash = word ^ ('\\' * ones);
        // A byte's high bit, where the byte borrows and was below 0x80.
        const std::uint64_t found = (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) |
                                     ((word - 0x20 * ones) & ~word)) &
                                    highs;
        if (found != 0) {
            break;  // a borrow may mark a byte behind the first one, so the bytes are looked at
        }
    }
    while (at != end && !endsPlainText(*at)) {
        non_ascii |= static_cast<unsigned char>(*at) & 0x80U;
        ++at;
    }
    return at;
}

// The same, the fastest that this machine is sure to have.
inline const char* findPlainTextEnd(const char* at, const char* end, std::uint64_t& non_ascii) {
#ifdef __SSE2__
    constexpr std::ptrdiff_t vector_size = sizeof(__m128i);
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i backslash = _mm_set1_epi8('\\');
    const __m128i last_control = _mm_set1_epi8(0x1F);
    for (; end - at >= vector_size; at += vector_size) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        non_ascii |= static_cast<unsigned>(_mm_movemask_epi8(bytes));  // their highest bits
        const __m128i is_control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes);
        const __m128i is_end = _mm_or_si128(
            is_control, _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash))
        );
        const auto found = static_cast<unsigned>(_mm_movemask_epi8(is_end));
        if (found != 0) {
            return at + std::countr_zero(found);
        }
    }
#endif
    return findPlainTextEndPortably(at, end, non_ascii);
}

}  // namespace json
