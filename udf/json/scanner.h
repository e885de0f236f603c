#pragma once

#include "json/digits.h"
#include "json/name_hash.h"
#include "json/string_scan.h"
#include "json/token.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace json {

enum class ScanOutcome : std::uint8_t {
    kWellFormed,
    kStopped,
    kUnsure,  // malformed, or odd: lone surrogates, deep nesting; the sink's tokens count for
              // nothing
};

// Reads plain RFC 8259 JSON several times as fast as RapidJSON: it hands out views of the source,
// and no tokens of values that the sink skips. What it accepts, RapidJSON accepts, with the same
// tokens; whatever else it meets it leaves to RapidJSON by being unsure.
//
// A Sink has onToken(token), which returns false to stop, and skipsValue(), asked after each key:
// whether no token of the value behind it is needed. Strings has decode(offset): the unescaped
// string whose opening quote stands at `offset`, or nothing.
// Odd is told of what it looks for (see OddValues), also in values that are skipped.
template <typename Sink, typename Strings, typename Odd>
class Scanner {
public:
    Scanner(std::string_view source, Sink& sink, Strings& strings, Odd& odd)
        : begin_(source.data()),
          at_(begin_),
          end_(begin_ + (source.find_last_not_of(kSpace) + 1)),
          sink_(sink),
          strings_(strings),
          odd_(odd) {}

    // The last byte is a bracket. White space, numbers and literals stop at it, so they need not
    // compare with end_; only strings and brackets can go past it, and they do.
    ScanOutcome scan() {
        if (at_ == end_ || (end_[-1] != '}' && end_[-1] != ']')) {
            return ScanOutcome::kUnsure;
        }
        skipSpace();
        Next next = *at_ == '{' || *at_ == '[' ? Next::kValue : unsure();
        while (next == Next::kValue) {
            next = readValue();
            while (next == Next::kBehindValue) {
                next = goOn();
            }
        }
        return outcome_;
    }

private:
    enum class Next : std::uint8_t { kValue, kBehindValue, kNothing };

    static constexpr std::string_view kSpace = " \n\r\t";
    static constexpr std::size_t kMaxDepth = 64;  // one bit each in is_object_
    static constexpr std::string_view kSimpleEscapes = "\"\\/bfnrt";
    static constexpr std::ptrdiff_t kHexDigits = 4;  // of an escape \u

    Next readValue() {
        skipSpace();
        switch (*at_) {
            case '"':
                return readString<TokenKind::kString>() ? Next::kBehindValue : Next::kNothing;
            case '{':
                return openObject();
            case '[':
                return openArray();
            case 't':
                return readLiteral<TokenKind::kBoolean>("true");
            case 'f':
                return readLiteral<TokenKind::kBoolean>("false");
            case 'n':
                return readLiteral<TokenKind::kNull>("null");
            default:
                return readNumber();
        }
    }

    // Behind a value: to the next one, or to the end of what holds it.
    Next goOn() {
        if (depth_ == skip_depth_) {
            skip_depth_ = kNoSkip;
        }
        skipSpace();
        const bool is_object = isInObject();
        if (*at_ == ',') {
            ++at_;
            return is_object ? readKey() : Next::kValue;
        }
        if (is_object) {
            return *at_ == '}' ? close<TokenKind::kEndObject>() : unsure();
        }
        return *at_ == ']' ? close<TokenKind::kEndArray>() : unsure();
    }

    Next openObject() {
        if (!open<TokenKind::kStartObject>()) {
            return Next::kNothing;
        }
        skipSpace();
        return *at_ == '}' ? close<TokenKind::kEndObject>() : readKey();
    }

    Next openArray() {
        if (!open<TokenKind::kStartArray>()) {
            return Next::kNothing;
        }
        skipSpace();
        return *at_ == ']' ? close<TokenKind::kEndArray>() : Next::kValue;
    }

    template <TokenKind kKind>
    bool open() {
        if (depth_ == kMaxDepth) {
            unsure();
            return false;
        }
        is_object_ = is_object_ << 1U | (kKind == TokenKind::kStartObject ? 1U : 0U);
        ++depth_;
        if constexpr (kKind == TokenKind::kStartObject) {
            odd_.onObject(depth_);
        }
        return emit<kKind>({}, at_++);
    }

    template <TokenKind kKind>
    Next close() {
        is_object_ >>= 1U;
        --depth_;
        if (!emit<kKind>({}, at_++)) {
            return Next::kNothing;
        }
        const bool is_at_end = at_ == end_;
        if (is_at_end != (depth_ == 0)) {
            return unsure();
        }
        return is_at_end ? end(ScanOutcome::kWellFormed) : Next::kBehindValue;
    }

    Next readKey() {
        skipSpace();
        if (*at_ != '"') {
            return unsure();
        }
        if (!readString<TokenKind::kKey>()) {
            return Next::kNothing;
        }
        skipSpace();
        if (*at_ != ':') {
            return unsure();
        }
        ++at_;
        if (!isSkipping() && sink_.skipsValue()) {
            skip_depth_ = depth_;
        }
        return Next::kValue;
    }

    template <TokenKind kKind>
    bool readString() {
        const char* const quote = at_;
        at_ = findRunEnd<Run::kPlainAscii>(quote + 1, end_);
        bool has_escapes = false;
        if ((at_ == end_ || *at_ != '"') && !readOn(quote + 1, has_escapes)) {
            unsure();
            return false;
        }
        const std::string_view text(quote + 1, size(quote + 1));
        ++at_;
        std::uint64_t hash = 0;
        if constexpr (kKind == TokenKind::kKey) {
            hash = hashName(text, static_cast<std::size_t>(end_ - text.data()));
            odd_.onName(depth_, hash, has_escapes);
        }
        if (isSkipping()) {
            return true;
        }
        return has_escapes ? emitDecoded<kKind>(quote) : emit<kKind>(text, quote, hash);
    }

    template <TokenKind kKind>
    bool emitDecoded(const char* quote) {
        const std::optional<std::string_view> text = strings_.decode(offset(quote));
        if (!text) {
            unsure();
            return false;
        }
        return emit<kKind>(*text, quote, hashName(*text));
    }

    // To the quote behind a string that is more than plain ASCII.
    bool readOn(const char* start, bool& has_escapes) {
        for (;;) {
            at_ = findRunEnd<Run::kPlainText>(at_, end_);
            if (at_ == end_ || *at_ != '\\') {
                break;
            }
            has_escapes = true;
            if (!skipEscape()) {
                return false;
            }
        }
        odd_.onText({start, size(start)});
        return at_ != end_ && *at_ == '"';
    }

    // Only the form: what the escapes mean is asked of those strings that somebody needs.
    bool skipEscape() {
        const char kind = at_[1];
        at_ += 2;
        if (kind != 'u') {
            return kSimpleEscapes.find(kind) != std::string_view::npos;
        }
        if (end_ - at_ < kHexDigits || !std::all_of(at_, at_ + kHexDigits, hexDigit)) {
            return false;
        }
        odd_.onEscape(at_[0], at_[1]);
        at_ += kHexDigits;
        return true;
    }

    template <TokenKind kKind>
    Next readLiteral(std::string_view literal) {
        if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(literal)) {
            return unsure();
        }
        const char* const start = at_;
        at_ += literal.size();
        return emit<kKind>(literal, start) ? Next::kBehindValue : Next::kNothing;
    }

    Next readNumber() {
        const char* const start = at_;
        if (*at_ == '-') {
            ++at_;
        }
        if (*at_ == '0') {
            ++at_;
        } else if (!skipDigits()) {
            return unsure();
        }
        odd_.onInteger(size(start));
        if (*at_ == '.') {
            ++at_;
            if (!skipDigits()) {
                return unsure();
            }
        }
        if (*at_ == 'e' || *at_ == 'E') {
            ++at_;
            if (*at_ == '+' || *at_ == '-') {
                ++at_;
            }
            const char* const digits = at_;
            if (!skipDigits()) {
                return unsure();
            }
            odd_.onExponent(size(digits));
        }
        const std::string_view text(start, size(start));
        return emit<TokenKind::kNumber>(text, start) ? Next::kBehindValue : Next::kNothing;
    }

    // False where there is none.
    bool skipDigits() {
        const char* const start = at_;
        while (isDigit(*at_)) {
            ++at_;
        }
        return at_ != start;
    }

    void skipSpace() {
        while (*at_ <= ' ' && kSpace.find(*at_) != std::string_view::npos) {
            ++at_;
        }
    }

    [[nodiscard]] bool isInObject() const { return (is_object_ & 1U) != 0; }

    [[nodiscard]] bool isSkipping() const { return skip_depth_ != kNoSkip; }

    [[nodiscard]] std::size_t offset(const char* place) const {
        return static_cast<std::size_t>(place - begin_);
    }

    [[nodiscard]] std::size_t size(const char* start) const {
        return static_cast<std::size_t>(at_ - start);
    }

    template <TokenKind kKind>
    bool emit(std::string_view text, const char* start, std::uint64_t name_hash = 0) {
        if (isSkipping() || sink_.onToken({kKind, text, offset(start), name_hash})) {
            return true;
        }
        end(ScanOutcome::kStopped);
        return false;
    }

    Next unsure() { return end(ScanOutcome::kUnsure); }

    Next end(ScanOutcome outcome) {
        outcome_ = outcome;
        return Next::kNothing;
    }

    static constexpr std::size_t kNoSkip = ~std::size_t{0};

    const char* const begin_;
    const char* at_;
    const char* const end_;
    Sink& sink_;
    Strings& strings_;
    Odd& odd_;
    std::uint64_t is_object_ = 0;
    std::size_t depth_ = 0;
    std::size_t skip_depth_ = kNoSkip;  // of the member whose value is skipped
    ScanOutcome outcome_ = ScanOutcome::kUnsure;
};

}  // namespace json
