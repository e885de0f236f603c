#include "support/reply_record.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace test_support {

namespace {

constexpr std::size_t kRequestSize = 200;  // some tests send very long ones

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void write(Writer& writer, std::string_view text) {
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

}  // namespace

void recordReply(
    std::string_view request,
    int status,
    const std::map<std::string, std::string>& headers,
    std::string_view body
) {
    const char* path = std::getenv("RELAY_REPLIES");
    if (path == nullptr) {
        return;
    }
    rapidjson::StringBuffer line;
    Writer writer(line);
    writer.StartObject();
    write(writer, "request");
    write(writer, request.substr(0, kRequestSize));
    write(writer, "status");
    writer.Int(status);
    write(writer, "headers");
    writer.StartObject();
    for (const auto& [name, value] : headers) {
        write(writer, name);
        write(writer, value);
    }
    writer.EndObject();
    write(writer, "body");
    write(writer, body);
    writer.EndObject();
    line.Put('\n');
    // Tests run side by side, and one write to the end of a file is one line.
    const int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    const auto written = ::write(file, line.GetString(), line.GetSize());
    close(file);
    if (written != static_cast<ssize_t>(line.GetSize())) {
        throw std::runtime_error("cannot record a reply");
    }
}

}  // namespace test_support
