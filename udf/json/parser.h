#pragma once

#include "json/mask.h"
#include "json/name_hash.h"
#include "json/odd_values.h"
#include "json/scanner.h"
#include "json/surrogates.h"
#include "json/token.h"

#include <rapidjson/reader.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace json {

enum class ParseOutcome : std::uint8_t { kWellFormed, kMalformed, kStopped };

// How many brackets may be open at once. RapidJSON remembers each, so a text with more is not read
// on. So high that an event over the size limit still fails alone and not its batch.
inline constexpr std::size_t kMaxOpenBrackets = std::size_t{1} << 20U;

inline constexpr unsigned kParseFlags = rapidjson::kParseInsituFlag |
                                        rapidjson::kParseIterativeFlag |
                                        rapidjson::kParseNumbersAsStringsFlag;

// Null-terminated copy of a text that RapidJSON may unescape in place. Keeps its memory from text
// to text.
class ParseBuffer {
public:
    void assign(std::string_view text);

    [[nodiscard]] std::span<char> text() { return {data_.get(), size_}; }

private:
    std::unique_ptr<char[]> data_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

// Where in `text` a byte below 0x20 stands that no JSON may hold raw, or its size. RapidJSON's SIMD
// code lets 0x1a to 0x1f pass inside strings.
std::size_t findControlCharacter(std::string_view text);

// Unescapes strings of a text one by one, as RapidJSON does it.
class StringDecoder {
public:
    StringDecoder(std::string_view source, ParseBuffer& buffer, rapidjson::Reader& reader)
        : source_(source), buffer_(buffer), reader_(reader) {}

    // The string whose opening quote stands there; nothing when RapidJSON refuses it, or it holds
    // half of a surrogate pair.
    std::optional<std::string_view> decode(std::size_t offset);

private:
    std::string_view source_;
    ParseBuffer& buffer_;
    rapidjson::Reader& reader_;
    bool is_copied_ = false;  // the source, to buffer_, where strings are unescaped
};

// Reads RFC 8259 JSON without recursion, plus what JSON.parse accepts beyond RapidJSON (see
// mask.h). Plain texts are read by Scanner, all others by RapidJSON, which decides. A Sink
// has begin(source), called before each attempt; onToken(token), which returns false to stop, as
// does a bracket over kMaxOpenBrackets; and skipsValue(), asked after a key: the tokens of its
// value may be left out. The tokens' texts are valid until the next call. Not thread-safe; keeps
// its buffers.
class Parser {
public:
    // The most memory that a parser takes for this text, or for the lines of it.
    static std::size_t maxMemory(std::string_view text);

    template <typename Sink>
    ParseOutcome parse(std::string_view source, Sink& sink) {
        NoOddValues none;
        return parse(source, sink, none);
    }

    // The same, and tells whether there may be odd values.
    template <typename Sink, typename Odd>
    ParseOutcome parse(std::string_view source, Sink& sink, Odd& odd) {
        StringDecoder strings(source, buffer_, reader_);
        sink.begin(source);
        odd.begin();
        switch (Scanner(source, sink, strings, odd).scan()) {
            case ScanOutcome::kWellFormed:
                return ParseOutcome::kWellFormed;
            case ScanOutcome::kStopped:
                return ParseOutcome::kStopped;
            case ScanOutcome::kUnsure:
                break;
        }
        odd.onUnscanned();
        return parseCarefully(source, sink);
    }

    // The same by RapidJSON alone.
    template <typename Sink>
    ParseOutcome parseCarefully(std::string_view source, Sink& sink) {
        buffer_.assign(source);
        const ParseOutcome outcome = attempt(source, sink);
        if (!isMaskable(outcome)) {
            return outcome;
        }
        buffer_.assign(source);
        maskOddValues(buffer_.text());
        return attempt(source, sink);
    }

    // Where the last text, which was malformed, stops being JSON, in bytes from its start.
    [[nodiscard]] std::size_t errorOffset() const { return error_offset_; }

private:
    template <typename Sink>
    class Adapter;

    template <typename Sink>
    ParseOutcome attempt(std::string_view source, Sink& sink);

    // RapidJSON refuses a lone high surrogate, but lets a lone low one through.
    [[nodiscard]] bool isMaskable(ParseOutcome outcome) const {
        const auto error = reader_.GetParseErrorCode();
        return outcome == ParseOutcome::kMalformed
                   ? error == rapidjson::kParseErrorStringUnicodeSurrogateInvalid ||
                         error == rapidjson::kParseErrorNumberTooBig
                   : holds_surrogate_;
    }

    ParseBuffer buffer_;
    rapidjson::Reader reader_;
    bool holds_surrogate_ = false;  // a string of the last attempt
    std::size_t error_offset_ = 0;
};

// Turns RapidJSON's calls into tokens. Inside a call the stream stands at the start of a string,
// number or bracket (strings and numbers are read from a local copy of the stream), but behind a
// literal.
template <typename Sink>
class Parser::Adapter {
public:
    Adapter(std::string_view source, rapidjson::InsituStringStream& stream, Sink& sink)
        : source_(source), stream_(stream), sink_(sink) {}

    [[nodiscard]] bool holdsSurrogate() const { return holds_surrogate_; }

    // NOLINTBEGIN(readability-identifier-naming): RapidJSON names these
    bool Null() { return literal(TokenKind::kNull, "null"); }

    bool Bool(bool value) { return literal(TokenKind::kBoolean, value ? "true" : "false"); }

    // The source's own text: the copy's may be masked.
    bool RawNumber(const char* text, rapidjson::SizeType size, bool /*copy*/) {
        const auto offset = static_cast<std::size_t>(text - stream_.head_);
        return sink_.onToken({TokenKind::kNumber, source_.substr(offset, size), offset});
    }

    bool String(const char* text, rapidjson::SizeType size, bool /*copy*/) {
        return quoted(TokenKind::kString, {text, size});
    }

    bool Key(const char* text, rapidjson::SizeType size, bool /*copy*/) {
        return quoted(TokenKind::kKey, {text, size});
    }

    bool StartObject() { return open(TokenKind::kStartObject); }

    bool EndObject(rapidjson::SizeType /*count*/) { return close(TokenKind::kEndObject); }

    bool StartArray() { return open(TokenKind::kStartArray); }

    bool EndArray(rapidjson::SizeType /*count*/) { return close(TokenKind::kEndArray); }

    // Unused with kParseNumbersAsStringsFlag, but part of RapidJSON's handler concept.
    bool Int(int /*value*/) { return false; }

    bool Uint(unsigned /*value*/) { return false; }

    bool Int64(std::int64_t /*value*/) { return false; }

    bool Uint64(std::uint64_t /*value*/) { return false; }

    bool Double(double /*value*/) { return false; }

    // NOLINTEND(readability-identifier-naming)

private:
    bool literal(TokenKind kind, std::string_view text) {
        return sink_.onToken({kind, text, stream_.Tell() - text.size()});
    }

    bool quoted(TokenKind kind, std::string_view text) {
        const auto offset = static_cast<std::size_t>(text.data() - stream_.head_) - 1;
        holds_surrogate_ = holds_surrogate_ || holdsEncodedSurrogate(text);
        const auto hash = kind == TokenKind::kKey ? hashName(text) : 0;
        return sink_.onToken({kind, text, offset, hash});
    }

    bool open(TokenKind kind) {
        return ++open_brackets_ <= kMaxOpenBrackets && sink_.onToken({kind, {}, stream_.Tell()});
    }

    bool close(TokenKind kind) {
        --open_brackets_;
        return sink_.onToken({kind, {}, stream_.Tell()});
    }

    std::string_view source_;
    rapidjson::InsituStringStream& stream_;
    Sink& sink_;
    std::size_t open_brackets_ = 0;
    bool holds_surrogate_ = false;
};

template <typename Sink>
ParseOutcome Parser::attempt(std::string_view source, Sink& sink) {
    rapidjson::InsituStringStream stream(buffer_.text().data());
    Adapter<Sink> adapter(source, stream, sink);
    sink.begin(source);
    const auto result = reader_.Parse<kParseFlags>(stream, adapter);
    holds_surrogate_ = adapter.holdsSurrogate();
    const bool is_stopped = result.Code() == rapidjson::kParseErrorTermination;
    const auto control = findControlCharacter(source);
    error_offset_ = std::min(control, result.IsError() ? result.Offset() : stream.Tell());
    if (result.IsError() && !is_stopped) {
        return ParseOutcome::kMalformed;
    }
    // RapidJSON takes a NUL for the end of the text.
    if (!is_stopped && stream.Tell() != source.size()) {
        return ParseOutcome::kMalformed;
    }
    if (control < stream.Tell()) {
        return ParseOutcome::kMalformed;
    }
    return is_stopped ? ParseOutcome::kStopped : ParseOutcome::kWellFormed;
}

}  // namespace json
