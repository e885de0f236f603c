#include "observe/log.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

namespace relay {

namespace {

std::string_view toString(LogLevel level) {
    switch (level) {
        case LogLevel::kSilent:
            return "silent";
        case LogLevel::kFatal:
            return "fatal";
        case LogLevel::kError:
            return "error";
        case LogLevel::kWarn:
            return "warn";
        case LogLevel::kInfo:
            return "info";
        case LogLevel::kDebug:
            return "debug";
        case LogLevel::kTrace:
            return "trace";
    }
    return {};
}

std::string formatNow() {
    using std::chrono::floor;
    const auto now = floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto day = floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(now - day);
    std::array<char, 64> text{};
    const int size = std::snprintf(
        text.data(),
        text.size(),
        "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()),
        static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()),
        static_cast<int>(time.subseconds().count())
    );
    return {text.data(), static_cast<std::size_t>(size)};
}

bool needsQuotes(std::string_view text) {
    return text.empty() || text.find_first_of(" \"\\=") != std::string_view::npos;
}

// A record stays one line whatever a client put into a value.
void appendOneLine(std::string& line, std::string_view text, bool is_quoted) {
    for (const char c : text) {
        const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        if (is_quoted && (c == '"' || c == '\\')) {
            line += '\\';
        }
        line += is_control ? ' ' : c;
    }
}

void appendValue(std::string& line, std::string_view text) {
    const bool is_quoted = needsQuotes(text);
    line += is_quoted ? "\"" : "";
    appendOneLine(line, text, is_quoted);
    line += is_quoted ? "\"" : "";
}

}  // namespace

Log::Log(LogLevel level) : level_(level) {}

void Log::write(LogLevel level, std::string_view message, LogFields fields) {
    if (level > level_) {
        return;
    }
    std::string line = formatNow();
    line.append(" ").append(toString(level)).append(" ");
    appendOneLine(line, message, false);
    for (const auto& [name, value] : fields) {
        line.append(" ").append(name).append("=");
        appendValue(line, value);
    }
    line += '\n';
    std::fwrite(
        line.data(), 1, line.size(), stderr
    );  // stderr is unbuffered, the stream locks itself
}

}  // namespace relay
