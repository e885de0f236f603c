#include "observe/log.h"

#include "text/utc_time.h"

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
    using std::chrono::floor, std::chrono::milliseconds, std::chrono::system_clock;
    return formatUtc(floor<milliseconds>(system_clock::now()), 'T') + "Z";
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
    if (!isEnabled(level)) {
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
