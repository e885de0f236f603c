#include "json/token.h"

namespace json {
namespace {

std::string_view stringLiteral(std::string_view text) {
    std::size_t at = 1;
    while (at < text.size() && text[at] != '"') {
        at += text[at] == '\\' ? 2U : 1U;
    }
    return text.substr(0, at + 1);
}

}  // namespace

std::string_view sourceText(const Token& scalar, std::string_view source) {
    const auto rest = source.substr(scalar.offset);
    const bool has_quotes = scalar.kind == TokenKind::kString || scalar.kind == TokenKind::kKey;
    if (has_quotes && scalar.text.data() == rest.data() + 1) {
        return rest.substr(0, scalar.text.size() + 2);  // nothing was unescaped
    }
    return has_quotes ? stringLiteral(rest) : rest.substr(0, scalar.text.size());
}

}  // namespace json
