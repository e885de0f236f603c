#include "support/golden_placeholders.h"

#include <chrono>
#include <cmath>
#include <iomanip>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace test_support {

namespace {

namespace chrono = std::chrono;

constexpr std::string_view kOpen = "{{now";
constexpr std::string_view kFallback = "$fallback_uuid";

std::string formatTime(std::int64_t microseconds, char separator) {
    const chrono::sys_time<chrono::microseconds> time{chrono::microseconds(microseconds)};
    const auto day = chrono::floor<chrono::days>(time);
    const chrono::year_month_day date{day};
    const chrono::hh_mm_ss clock{time - day};
    std::ostringstream text;
    text << std::setfill('0') << std::setw(4) << static_cast<int>(date.year()) << '-'
         << std::setw(2) << static_cast<unsigned>(date.month()) << '-' << std::setw(2)
         << static_cast<unsigned>(date.day()) << separator << std::setw(2) << clock.hours().count()
         << ':' << std::setw(2) << clock.minutes().count() << ':' << std::setw(2)
         << clock.seconds().count() << '.' << std::setw(6) << clock.subseconds().count();
    return text.str();
}

// "" is 0, "-300s", "+1.25s" and "+22h" what they say.
std::int64_t parseOffset(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    std::size_t used = 0;
    const double amount = std::stod(std::string(text), &used);
    const std::string_view unit = text.substr(used);
    if (unit != "s" && unit != "h") {
        throw std::runtime_error("bad offset " + std::string(text));
    }
    return std::llround(amount * (unit == "h" ? 3600e6 : 1e6));
}

// The offset of a value that is `name` or `name` and an offset.
std::optional<std::int64_t> offsetFrom(std::string_view name, std::string_view value) {
    if (!value.starts_with(name)) {
        return std::nullopt;
    }
    const std::string_view rest = value.substr(name.size());
    if (!rest.empty() && rest.front() != '+' && rest.front() != '-') {
        return std::nullopt;
    }
    return parseOffset(rest);
}

std::string fallbackUuid(std::string_view position, const Reception& reception) {
    const std::size_t index =
        position.empty() ? 0 : std::stoul(std::string(position.substr(1, position.size() - 2)));
    // An event that never arrived has no fallback id; its row must fail the comparison, not the
    // run.
    return index < reception.fallback_uuids.size() ? reception.fallback_uuids[index]
                                                   : "(no such row)";
}

}  // namespace

std::string formatColumnTime(std::int64_t microseconds) {
    return formatTime(microseconds, ' ');
}

std::string resolveRequestTimes(std::string text, std::int64_t now_us) {
    for (auto at = text.find(kOpen); at != std::string::npos; at = text.find(kOpen, at)) {
        const auto end = text.find("}}", at);
        const std::string offset = text.substr(at + kOpen.size(), end - at - kOpen.size());
        text.replace(at, end + 2 - at, formatTime(now_us + parseOffset(offset), 'T') + "Z");
    }
    return text;
}

std::string resolvePlaceholder(const std::string& value, const Reception& reception) {
    if (const auto offset = offsetFrom("$received_at", value)) {
        return formatColumnTime(reception.received_at_us + *offset);
    }
    if (const auto offset = offsetFrom("$now", value)) {
        return formatColumnTime(reception.now_us + *offset);
    }
    if (value.starts_with(kFallback)) {
        return fallbackUuid(std::string_view(value).substr(kFallback.size()), reception);
    }
    return resolveRequestTimes(value, reception.now_us);
}

}  // namespace test_support
