#include "event_rules/legal_id.h"

#include "event_rules/text.h"
#include "event_rules/verdict.h"
#include "json/utf8.h"

#include <algorithm>
#include <array>

namespace event_rules {
namespace {

constexpr std::array<std::string_view, 21> kIllegalIds{
    "0",
    "anonymous",
    "anonymous-user",
    "backend",
    "distinct_id",
    "distinctid",
    "email",
    "false",
    "guest",
    "id",
    "nan",
    "nil",
    "none",
    "not_authenticated",
    "null",
    "system",
    "true",
    "undefined",
    "user",
    "[object object]",
    "00000000-0000-0000-0000-000000000000",
};

constexpr std::size_t kLongestIllegalId = 36;

std::string_view unquote(std::string_view text) {
    const bool is_quoted = text.size() >= 2 && text.front() == text.back() &&
                           (text.front() == '"' || text.front() == '\'');
    return is_quoted ? trim(text.substr(1, text.size() - 2)) : text;
}

bool equalsIgnoringCase(std::string_view text, std::string_view lower_case) {
    return std::ranges::equal(text, lower_case, {}, toLower);
}

bool isListed(std::string_view id) {
    return id.size() <= kLongestIllegalId &&
           std::ranges::any_of(kIllegalIds, [id](std::string_view illegal) {
               return equalsIgnoringCase(id, illegal);
           });
}

}  // namespace

bool isLegalId(std::string_view id) {
    const auto bare = unquote(trim(id));
    return !isBlank(bare) && !isListed(bare) && json::isValidUtf8(id) &&
           !isLongerThan(id, kMaxDistinctIdCharacters) && id.find('\0') == std::string_view::npos;
}

}  // namespace event_rules
