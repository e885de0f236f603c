#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace json {

// What runs of bytes in a JSON string end at: a quote, a backslash, or a control character; of
// plain ASCII also at what is none.
enum class Run : std::uint8_t { kPlainText, kPlainAscii };

template <Run kRun>
constexpr bool endsRun(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '"' || c == '\\' || byte < 0x20 || (kRun == Run::kPlainAscii && byte >= 0x80);
}

// Eight bytes at a time, on any machine: the first byte in [at, end) that ends the run, or end.
template <Run kRun>
const char* findRunEndPortably(const char* at, const char* end) {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t highs = 0x80 * ones;
    constexpr std::ptrdiff_t word_size = sizeof(std::uint64_t);
    for (; end - at >= word_size; at += word_size) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof(word));
        const std::uint64_t quote = word ^ ('"' * ones);
        const std::uint64_t backslash = word ^ ('\\' * ones);
        const std::uint64_t not_ascii = kRun == Run::kPlainAscii ? word : 0;
        // A byte's high bit, where the byte borrows and was below 0x80.
        const std::uint64_t found = (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) |
                                     ((word - 0x20 * ones) & ~word) | not_ascii) &
                                    highs;
        if (found != 0) {
            break;  // a borrow may mark a byte behind the first one, so the bytes are looked at
        }
    }
    while (at != end && !endsRun<kRun>(*at)) {
        ++at;
    }
    return at;
}

// The same, the fastest that this machine is sure to have.
template <Run kRun>
[[gnu::always_inline]] inline const char* findRunEnd(const char* at, const char* end) {
#ifdef __SSE2__
    constexpr std::ptrdiff_t vector_size = sizeof(__m128i);
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i backslash = _mm_set1_epi8('\\');
    const __m128i last_control = _mm_set1_epi8(0x1F);
    for (; end - at >= vector_size; at += vector_size) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        // As signed numbers, bytes that are no ASCII are less than the control characters.
        const __m128i is_outside = kRun == Run::kPlainAscii
                                       ? _mm_cmpgt_epi8(_mm_set1_epi8(0x20), bytes)
                                       : _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes);
        const __m128i is_end = _mm_or_si128(
            is_outside, _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash))
        );
        const auto found = static_cast<unsigned>(_mm_movemask_epi8(is_end));
        if (found != 0) {
            return at + std::countr_zero(found);
        }
    }
#endif
    return findRunEndPortably<kRun>(at, end);
}

}  // namespace json
