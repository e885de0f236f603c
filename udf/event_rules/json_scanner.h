#pragma once

#include "event_rules/json_token.h"
#include "event_rules/string_scan.h"
#include "event_rules/text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace event_rules {

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
template <typename Sink, typename Strings>
class JsonScanner {
public:
    JsonScanner(std::string_view source, Sink& sink, Strings& strings)
        : begin_(source.data()),
          at_(begin_),
          end_(begin_ + source.size()),
          sink_(sink),
          strings_(strings) {}

    ScanOutcome scan() {
        Next next = Next::kValue;
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

    static constexpr std::size_t kMaxDepth = 64;  // one bit each in is_object_
    static constexpr std::string_view kSimpleEscapes = "\"\\/bfnrt";
    static constexpr std::ptrdiff_t kHexDigits = 4;  // of an escape \u

    Next readValue() {
        skipSpace();
        switch (peek()) {
            case '{':
                return openObject();
            case '[':
                return openArray();
            case '"':
                return readString(TokenKind::kString) ? Next::kBehindValue : Next::kNothing;
            case 't':
                return readLiteral(TokenKind::kBoolean, "true");
            case 'f':
                return readLiteral(TokenKind::kBoolean, "false");
            case 'n':
                return readLiteral(TokenKind::kNull, "null");
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
        if (depth_ == 0) {
            return end(at_ == end_ ? ScanOutcome::kWellFormed : ScanOutcome::kUnsure);
        }
        const bool is_object = isInObject();
        if (peek() == ',') {
            ++at_;
            return is_object ? readKey() : Next::kValue;
        }
        return peek() == (is_object ? '}' : ']') ? close() : unsure();
    }

    Next openObject() {
        if (!open(TokenKind::kStartObject)) {
            return Next::kNothing;
        }
        skipSpace();
        return peek() == '}' ? close() : readKey();
    }

    Next openArray() {
        if (!open(TokenKind::kStartArray)) {
            return Next::kNothing;
        }
        skipSpace();
        return peek() == ']' ? close() : Next::kValue;
    }

    bool open(TokenKind kind) {
        if (depth_ == kMaxDepth) {
            unsure();
            return false;
        }
        is_object_ = is_object_ << 1U | (kind == TokenKind::kStartObject ? 1U : 0U);
        ++depth_;
        return emit(kind, {}, at_++);
    }

    Next close() {
        const auto kind = isInObject() ? TokenKind::kEndObject : TokenKind::kEndArray;
        is_object_ >>= 1U;
        --depth_;
        return emit(kind, {}, at_++) ? Next::kBehindValue : Next::kNothing;
    }

    Next readKey() {
        skipSpace();
        if (peek() != '"') {
            return unsure();
        }
        if (!readString(TokenKind::kKey)) {
            return Next::kNothing;
        }
        skipSpace();
        if (peek() != ':') {
            return unsure();
        }
        ++at_;
        if (!isSkipping() && sink_.skipsValue()) {
            skip_depth_ = depth_;
        }
        return Next::kValue;
    }

    bool readString(TokenKind kind) {
        const char* const quote = at_++;
        bool has_escapes = false;
        while ((at_ = findPlainTextEnd(at_, end_)) != end_ && *at_ == '\\') {
            has_escapes = true;
            if (!skipEscape()) {
                unsure();
                return false;
            }
        }
        if (peek() != '"') {
            unsure();
            return false;
        }
        const std::string_view text(quote + 1, static_cast<std::size_t>(at_ - quote - 1));
        ++at_;
        return isSkipping() || (has_escapes ? emitDecoded(kind, quote) : emit(kind, text, quote));
    }

    bool emitDecoded(TokenKind kind, const char* quote) {
        const std::optional<std::string_view> text = strings_.decode(offset(quote));
        if (!text) {
            unsure();
            return false;
        }
        return emit(kind, *text, quote);
    }

    // Only the form: what the escapes mean is asked of those strings that somebody needs.
    bool skipEscape() {
        if (end_ - at_ < 2) {
            return false;
        }
        const char kind = at_[1];
        at_ += 2;
        if (kind != 'u') {
            return kSimpleEscapes.find(kind) != std::string_view::npos;
        }
        if (end_ - at_ < kHexDigits || !std::all_of(at_, at_ + kHexDigits, isHexDigit)) {
            return false;
        }
        at_ += kHexDigits;
        return true;
    }

    static bool isHexDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    Next readLiteral(TokenKind kind, std::string_view literal) {
        if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(literal)) {
            return unsure();
        }
        const char* const start = at_;
        at_ += literal.size();
        return emit(kind, literal, start) ? Next::kBehindValue : Next::kNothing;
    }

    Next readNumber() {
        const char* const start = at_;
        if (peek() == '-') {
            ++at_;
        }
        if (peek() == '0') {
            ++at_;
        } else if (!skipDigits()) {
            return unsure();
        }
        if (peek() == '.') {
            ++at_;
            if (!skipDigits()) {
                return unsure();
            }
        }
        if (peek() == 'e' || peek() == 'E') {
            ++at_;
            if (peek() == '+' || peek() == '-') {
                ++at_;
            }
            if (!skipDigits()) {
                return unsure();
            }
        }
        const std::string_view text(start, static_cast<std::size_t>(at_ - start));
        return emit(TokenKind::kNumber, text, start) ? Next::kBehindValue : Next::kNothing;
    }

    // False where there is none.
    bool skipDigits() {
        const char* const start = at_;
        at_ = std::find_if_not(at_, end_, isDigit);
        return at_ != start;
    }

    void skipSpace() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            ++at_;
        }
    }

    // A NUL at the end, which stands nowhere in JSON.
    [[nodiscard]] char peek() const { return at_ == end_ ? '\0' : *at_; }

    [[nodiscard]] bool isInObject() const { return (is_object_ & 1U) != 0; }

    [[nodiscard]] bool isSkipping() const { return skip_depth_ != kNoSkip; }

    [[nodiscard]] std::size_t offset(const char* place) const {
        return static_cast<std::size_t>(place - begin_);
    }

    bool emit(TokenKind kind, std::string_view text, const char* start) {
        if (isSkipping() || sink_.onToken({kind, text, offset(start)})) {
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
    std::uint64_t is_object_ = 0;
    std::size_t depth_ = 0;
    std::size_t skip_depth_ = kNoSkip;  // of the member whose value is skipped
    ScanOutcome outcome_ = ScanOutcome::kUnsure;
};

}  // namespace event_rules
