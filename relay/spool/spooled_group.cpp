#include "spool/spooled_group.h"

#include <Poco/Crypto/DigestEngine.h>

#include <charconv>

namespace relay {

namespace {

constexpr std::string_view kMagic = "relay spool 1 ";

std::string checksum(std::string_view head, std::span<const std::string_view> ndjson) {
    Poco::Crypto::DigestEngine engine("SHA256");
    engine.update(head.data(), head.size());
    for (const auto piece : ndjson) {
        engine.update(piece.data(), piece.size());
    }
    return Poco::DigestEngine::digestToHex(engine.digest());
}

// Takes what stands before the separator, and the separator, off the text.
std::optional<std::string_view> take(std::string_view& text, char separator) {
    const auto end = text.find(separator);
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const auto word = text.substr(0, end);
    text.remove_prefix(end + 1);
    return word;
}

template <typename Number>
std::optional<Number> takeNumber(std::string_view& text, char separator) {
    const auto word = take(text, separator).value_or("");
    Number number{};
    const auto* end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

}  // namespace

std::size_t SpooledGroup::rows() const {
    std::size_t rows = 0;
    for (const auto& batch : batches) {
        rows += batch.rows;
    }
    return rows;
}

std::string encodeHead(const SpooledGroup& group, std::span<const std::string_view> ndjson) {
    std::string head = group.token + ' ' + std::to_string(group.received_day) + ' ' +
                       std::to_string(group.batches.size()) + '\n';
    for (const auto& [id, rows] : group.batches) {
        head += std::to_string(rows) + ' ' + id + '\n';
    }
    return std::string(kMagic) + checksum(head, ndjson) + '\n' + head;
}

std::optional<SpooledFile> decodeFile(std::string_view text) {
    const auto first = take(text, '\n').value_or("");
    const auto size = text.size() + first.size() + 1;
    if (first != std::string(kMagic) + checksum(text, {})) {
        return std::nullopt;
    }
    SpooledFile file;
    file.group.token = take(text, ' ').value_or("");
    const auto day = takeNumber<std::int32_t>(text, ' ');
    const auto batches = takeNumber<std::size_t>(text, '\n');
    if (!day || !batches) {
        return std::nullopt;
    }
    file.group.received_day = *day;
    for (std::size_t i = 0; i < *batches; ++i) {
        const auto rows = takeNumber<std::size_t>(text, ' ');
        const auto id = take(text, '\n');
        if (!rows || !id) {
            return std::nullopt;
        }
        file.group.batches.push_back({std::string(*id), *rows});
    }
    file.head_bytes = size - text.size();
    return file;
}

}  // namespace relay
