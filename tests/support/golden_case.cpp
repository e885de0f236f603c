#include "support/golden_case.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace test_support {

namespace {

using Defines = std::map<std::string, std::string>;
using Value = rapidjson::Value;

std::string stringOf(const Value& value) {
    return {value.GetString(), value.GetStringLength()};
}

// A string stands for itself, everything else for its compact JSON text.
std::string textOf(const Value& value) {
    if (value.IsString()) {
        return stringOf(value);
    }
    rapidjson::StringBuffer buffer;
    rapidjson::Writer writer(buffer);
    value.Accept(writer);
    return {buffer.GetString(), buffer.GetSize()};
}

// Throws std::runtime_error when there is no such member.
const Value& at(const Value& object, const char* name) {
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd()) {
        throw std::runtime_error(std::string("no member ") + name);
    }
    return member->value;
}

// Empty when there is no such member or it is no string.
std::string textMember(const Value& object, const char* name) {
    const auto member = object.FindMember(name);
    const bool is_text = member != object.MemberEnd() && member->value.IsString();
    return is_text ? stringOf(member->value) : std::string{};
}

std::string repeat(const std::string& unit, std::uint64_t times) {
    std::string text;
    text.reserve(unit.size() * times);
    for (std::uint64_t i = 0; i < times; ++i) {
        text += unit;
    }
    return text;
}

std::string fromHex(const std::string& digits) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    }
    return bytes;
}

Defines readDefines(const Value& line) {
    Defines defines;
    if (!line.HasMember("define")) {
        return defines;
    }
    for (const auto& member : at(line, "define").GetObject()) {
        const Value& how = member.value;
        defines["{{" + stringOf(member.name) + "}}"] =
            how.HasMember("hex")
                ? fromHex(stringOf(at(how, "hex")))
                : repeat(stringOf(at(how, "repeat")), at(how, "times").GetUint64());
    }
    return defines;
}

std::string expand(std::string text, const Defines& defines) {
    for (const auto& [name, replacement] : defines) {
        for (auto at = text.find(name); at != std::string::npos;
             at = text.find(name, at + replacement.size())) {
            text.replace(at, name.size(), replacement);
        }
    }
    return text;
}

void readHeaders(const Value& source, GoldenRequest& request) {
    if (source.HasMember("headers")) {
        for (const auto& header : at(source, "headers").GetObject()) {
            request.headers.emplace_back(stringOf(header.name), stringOf(header.value));
        }
    }
    const std::string type = source.HasMember("content_type") ? stringOf(at(source, "content_type"))
                                                              : "application/json";
    if (request.header("Content-Type").empty() && !type.empty()) {
        request.headers.emplace_back("Content-Type", type);
    }
}

GoldenRequest readRequest(const Value& source, const Defines& defines) {
    GoldenRequest request;
    if (source.HasMember("method")) {
        request.method = stringOf(at(source, "method"));
    }
    if (source.HasMember("path")) {
        request.path = stringOf(at(source, "path"));
    }
    readHeaders(source, request);
    request.is_gzip = source.HasMember("gzip") && at(source, "gzip").GetBool();
    const char* body = source.HasMember("body") ? "body" : "body_text";
    request.body = expand(textOf(at(source, body)), defines);
    return request;
}

GoldenRow readRow(const Value& source, const Defines& defines) {
    GoldenRow row;
    for (const auto& column : source.GetObject()) {
        row[stringOf(column.name)] = column.value.IsNull()
                                         ? std::nullopt
                                         : std::optional(expand(textOf(column.value), defines));
    }
    return row;
}

GoldenCase::Driver readDriver(const Value& line) {
    if (!line.HasMember("only")) {
        return GoldenCase::Driver::kBoth;
    }
    const std::string only = stringOf(at(line, "only"));
    if (only != "normalizer" && only != "relay") {
        throw std::runtime_error("unknown driver " + only);
    }
    return only == "relay" ? GoldenCase::Driver::kRelay : GoldenCase::Driver::kNormalizer;
}

GoldenCase readCase(const std::string& text) {
    rapidjson::Document line;
    line.Parse<rapidjson::kParseFullPrecisionFlag>(text.data(), text.size());
    if (line.HasParseError() || !line.IsObject()) {
        throw std::runtime_error("not a JSON object");
    }
    const Defines defines = readDefines(line);
    GoldenCase result;
    result.name = stringOf(at(line, "name"));
    result.only = readDriver(line);
    result.request = readRequest(at(line, "request"), defines);
    result.status = at(at(line, "expect"), "status").GetInt();
    if (at(line, "expect").HasMember("reply")) {
        result.reply = textOf(at(at(line, "expect"), "reply"));
    }
    if (line.HasMember("rows")) {
        for (const auto& table : at(line, "rows").GetObject()) {
            for (const auto& row : table.value.GetArray()) {
                result.rows[stringOf(table.name)].push_back(readRow(row, defines));
            }
        }
    }
    return result;
}

GoldenFile readFile(const std::filesystem::path& path) {
    GoldenFile file{path.filename().string(), {}};
    std::ifstream lines(path);
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        try {
            file.cases.push_back(readCase(line));
        } catch (const std::exception& error) {
            throw std::runtime_error(
                path.string() + ":" + std::to_string(number) + ": " + error.what()
            );
        }
    }
    return file;
}

}  // namespace

std::string GoldenRequest::header(const std::string& name) const {
    const auto found = std::ranges::find(headers, name, &decltype(headers)::value_type::first);
    return found == headers.end() ? std::string{} : found->second;
}

std::vector<GoldenFile> loadGoldenFiles(const std::filesystem::path& folder) {
    std::vector<GoldenFile> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".jsonl") {
            files.push_back(readFile(entry.path()));
        }
    }
    std::ranges::sort(files, {}, &GoldenFile::name);
    return files;
}

bool isSameJson(const std::string& left, const std::string& right) {
    rapidjson::Document parsed_left;
    rapidjson::Document parsed_right;
    parsed_left.Parse(left.data(), left.size());
    parsed_right.Parse(right.data(), right.size());
    return !parsed_left.HasParseError() && !parsed_right.HasParseError() &&
           parsed_left == parsed_right;
}

bool isErrorReply(const std::string& text) {
    rapidjson::Document reply;
    reply.Parse(text.data(), text.size());
    return !reply.HasParseError() && reply.IsObject() && reply.MemberCount() == 2 &&
           textMember(reply, "status") == "error" && !textMember(reply, "error").empty();
}

}  // namespace test_support
