#include "text/utc_time.h"

#include <array>
#include <cstdio>

namespace relay {

namespace {

template <typename Duration>
std::string format(std::chrono::sys_time<Duration> time, char separator) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::array<char, 64> text{};
    const int size = std::snprintf(
        text.data(),
        text.size(),
        "%04d-%02u-%02u%c%02d:%02d:%02d.%0*d",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()),
        separator,
        static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()),
        static_cast<int>(decltype(clock)::fractional_width),
        static_cast<int>(clock.subseconds().count())
    );
    return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace

std::string formatUtc(std::chrono::sys_time<std::chrono::milliseconds> time, char separator) {
    return format(time, separator);
}

std::string formatUtc(std::chrono::sys_time<std::chrono::microseconds> time, char separator) {
    return format(time, separator);
}

}  // namespace relay
