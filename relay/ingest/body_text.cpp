#include "ingest/body_text.h"

namespace relay {
namespace {

constexpr std::string_view kWhiteSpace = " \t\n\r";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

std::string_view trimJson(std::string_view text) {
    const auto first = text.find_first_not_of(kWhiteSpace);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
}

std::string_view skipByteOrderMark(std::string_view body) {
    return body.starts_with(kByteOrderMark) ? body.substr(kByteOrderMark.size()) : body;
}

}  // namespace relay
