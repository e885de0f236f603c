#pragma once

#include "config/config.h"
#include "ingest/rejection.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

// Who may write, by origin and key (docs/api.md). Immutable, so thread-safe.
class AccessPolicy {
public:
    explicit AccessPolicy(const Config& config);

    // False for `null`, as for all that no entry lists.
    [[nodiscard]] bool isListedOrigin(std::string_view origin) const;

    // What can be told before the body is read. `origin` is empty when the request has none.
    [[nodiscard]] std::optional<Rejection> checkOrigin(std::optional<std::string_view> origin
    ) const;

    // A key that comes before the body.
    [[nodiscard]] bool isKnownKey(std::string_view key) const;

    // After the body is read: `key` is empty when none was given. Call it only if checkOrigin
    // passed.
    [[nodiscard]] std::optional<Rejection> checkKey(bool has_origin, std::string_view key) const;

private:
    std::vector<std::string> keys_;
    std::vector<std::string> origins_;
    bool is_key_required_;
};

}  // namespace relay
