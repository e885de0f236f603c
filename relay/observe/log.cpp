#include "observe/log.h"

#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>

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
    auto line = Poco::DateTimeFormatter::format(Poco::Timestamp(), "%Y-%m-%dT%H:%M:%S.%iZ");
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
