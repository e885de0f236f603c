#pragma once

#include <string>
#include <string_view>

namespace dialects {

// Appends a JSON object to a text, member by member. A key is `"name":`, and values are JSON as
// they stand.
class ObjectWriter {
public:
    explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }

    // Nothing without a value.
    void add(std::string_view key, std::string_view json) {
        if (!json.empty()) {
            begin(key);
            out_.append(json);
        }
    }

    // A string that holds nothing to be escaped.
    void addString(std::string_view key, std::string_view text) {
        if (!text.empty()) {
            begin(key);
            out_.append("\"").append(text).append("\"");
        }
    }

    // For a value that is appended to the text next.
    void begin(std::string_view key) {
        separate();
        out_.append(key);
    }

    // All members of another object, white space and all.
    void addMembersOf(std::string_view object);

    void end() { out_ += '}'; }

private:
    void separate() {
        if (!is_empty_) {
            out_ += ',';
        }
        is_empty_ = false;
    }

    std::string& out_;
    bool is_empty_ = true;
};

}  // namespace dialects
