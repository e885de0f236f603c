#include "endpoints/access.h"

#include "config/origin.h"

#include <algorithm>

namespace relay {

namespace {

// Takes the same time wherever the first difference is, so that a key cannot be guessed byte by
// byte.
bool isEqualInConstantTime(std::string_view left, std::string_view right) {
    if (left.size() != right.size()) {
        return false;
    }
    unsigned difference = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const auto a = static_cast<unsigned char>(left[i]);
        const auto b = static_cast<unsigned char>(right[i]);
        difference |= static_cast<unsigned>(a) ^ static_cast<unsigned>(b);
    }
    return difference == 0;
}

}  // namespace

AccessPolicy::AccessPolicy(const Config& config)
    : keys_(config.public_api_keys),
      origins_(config.allowed_origins),
      is_key_required_(config.require_api_key) {}

bool AccessPolicy::isListedOrigin(std::string_view origin) const {
    return std::any_of(origins_.begin(), origins_.end(), [origin](const auto& entry) {
        return listsOrigin(entry, origin);
    });
}

std::optional<Rejection> AccessPolicy::checkOrigin(std::optional<std::string_view> origin) const {
    if (origin && !isListedOrigin(*origin)) {
        return Rejection::kOriginNotAllowed;
    }
    if (!origin && keys_.empty()) {
        return Rejection::kNoKeyConfigured;
    }
    return std::nullopt;
}

std::optional<Rejection> AccessPolicy::checkKey(bool has_origin, std::string_view key) const {
    if (!key.empty()) {
        return isKnownKey(key) ? std::nullopt : std::optional(Rejection::kUnknownKey);
    }
    if (!has_origin || is_key_required_) {
        return Rejection::kMissingKey;
    }
    return std::nullopt;
}

bool AccessPolicy::isKnownKey(std::string_view key) const {
    bool is_known = false;
    for (const auto& known : keys_) {
        is_known |= isEqualInConstantTime(known, key);
    }
    return is_known;
}

}  // namespace relay
