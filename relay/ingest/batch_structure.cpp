#include "ingest/batch_structure.h"

#include "ingest/body_text.h"
#include "json/parser.h"

#include <algorithm>
#include <cstddef>

namespace relay {
namespace {

constexpr std::string_view kWhiteSpace = " \t\n\r";
constexpr std::string_view kBatchName = "\"batch\"";
constexpr std::string_view kStandIn = "[0]";

// Goes over a body from one comma or bracket to the next. Each step is false where the structure
// breaks.
class StructureReader {
public:
    explicit StructureReader(std::string_view body) : body_(body) {}

    std::optional<BatchStructure> read() {
        bool has_batch = false;
        bool is_whole = take('{') && !isNext('}');
        while (is_whole) {
            const auto name = readString();
            is_whole = !name.empty() && take(':');
            if (is_whole && name == kBatchName && isNext('[')) {
                is_whole = readBatch();
                has_batch = true;
            } else if (is_whole) {
                is_whole = skipElement();
            }
            if (is_whole && !take(',')) {
                break;
            }
        }
        if (!is_whole || !has_batch || !take('}') || !isAtEnd()) {
            return std::nullopt;
        }
        result_.envelope.append(body_.substr(copied_));
        return std::move(result_);
    }

    // Up to the comma or closing bracket behind it, or the end; empty where there is none.
    std::string_view nextElement() {
        const auto begin = at_;
        return skipElement() ? trimJson(body_.substr(begin, at_ - begin)) : std::string_view{};
    }

    bool take(char c) {
        if (!isNext(c)) {
            return false;
        }
        at_ = std::min(body_.find_first_not_of(kWhiteSpace, at_ + 1), body_.size());
        return true;
    }

    // What is between the brackets of the array that comes.
    std::optional<std::string_view> readArray() {
        if (!take('[')) {
            return std::nullopt;
        }
        const auto begin = at_;
        while (!isNext(']')) {
            if (nextElement().empty() || (!take(',') && !isNext(']'))) {
                return std::nullopt;
            }
        }
        const auto elements = body_.substr(begin, at_ - begin);
        take(']');
        return elements;
    }

    [[nodiscard]] bool isAtEnd() const { return at_ == body_.size(); }

private:
    bool readBatch() {
        result_.envelope.append(body_.substr(copied_, at_ - copied_)).append(kStandIn);
        const auto elements = readArray();
        result_.elements = elements.value_or("");
        copied_ = at_;
        return elements.has_value();
    }

    // To the comma or closing bracket behind a value, or the end of the body.
    bool skipElement() {
        open_.clear();
        for (; at_ < body_.size(); ++at_) {
            const char c = body_[at_];
            if (c == '"') {
                if (readString().empty()) {
                    return false;
                }
                --at_;  // the loop goes on behind the string
            } else if (c == '{' || c == '[') {
                if (open_.size() == json::kMaxOpenBrackets) {
                    return false;
                }
                open_ += c == '{' ? '}' : ']';
            } else if (open_.empty() && (c == ',' || c == '}' || c == ']')) {
                return true;
            } else if (c == '}' || c == ']') {
                if (open_.back() != c) {
                    return false;
                }
                open_.pop_back();
            }
        }
        return open_.empty();
    }

    // With its quotes; empty where there is none, or it does not end.
    std::string_view readString() {
        if (!isNext('"')) {
            return {};
        }
        const auto begin = at_;
        for (++at_; at_ < body_.size(); ++at_) {
            if (body_[at_] == '\\') {
                ++at_;
            } else if (body_[at_] == '"') {
                ++at_;
                return body_.substr(begin, at_ - begin);
            }
        }
        return {};
    }

    bool isNext(char c) {
        at_ = std::min(body_.find_first_not_of(kWhiteSpace, at_), body_.size());
        return at_ < body_.size() && body_[at_] == c;
    }

    std::string_view body_;
    std::size_t at_ = 0;
    std::size_t copied_ = 0;  // what is before it is in the envelope
    std::string open_;        // the closing brackets that have to come
    BatchStructure result_;
};

}  // namespace

std::optional<BatchStructure> takeApart(std::string_view body) {
    return StructureReader(body).read();
}

std::optional<std::string_view> elementsOf(std::string_view array) {
    StructureReader reader(array);
    const auto elements = reader.readArray();
    return reader.isAtEnd() ? elements : std::nullopt;
}

void forEachElement(
    std::string_view elements,
    const std::function<void(std::string_view element)>& take
) {
    StructureReader reader(elements);
    for (auto element = reader.nextElement(); !element.empty(); element = reader.nextElement()) {
        take(element);
        reader.take(',');
    }
}

}  // namespace relay
