#include "report.h"

#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/prettywriter.h>

#include <cmath>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace bench {

namespace {

constexpr int kMeasureWidth = 46;
constexpr int kNumberWidth = 10;
constexpr int kUnitWidth = 14;
constexpr int kBoundWidth = 9;
constexpr double kManyDigits = 100;

// Three digits that say something.
std::string number(double value) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(std::abs(value) >= kManyDigits ? 0 : 2) << value;
    return text.str();
}

void printLine(std::ostream& out, const Line& line) {
    out << std::left << std::setw(kMeasureWidth) << line.measure << std::right;
    for (const double value : {line.value.median, line.value.low, line.value.high}) {
        out << std::setw(kNumberWidth) << number(value);
    }
    out << "  " << std::left << std::setw(kUnitWidth) << line.unit << std::setw(kBoundWidth)
        << line.target << std::setw(kBoundWidth) << line.stretch << line.detail << "\n"
        << std::flush;
}

template <typename Writer>
void writeText(Writer& writer, const char* name, const std::string& text) {
    writer.Key(name);
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

template <typename Writer>
void writeNumber(Writer& writer, const char* name, double value) {
    writer.Key(name);
    writer.Double(value);
}

}  // namespace

void Report::say(const std::string& text) {
    progress_ << text << std::endl;
}

void Report::add(Line line) {
    printLine(progress_, line);
    lines_.push_back(std::move(line));
}

void Report::print(std::ostream& out) const {
    out << std::left << std::setw(kMeasureWidth) << "measure" << std::right;
    for (const char* title : {"median", "low", "high"}) {
        out << std::setw(kNumberWidth) << title;
    }
    out << "  " << std::left << std::setw(kUnitWidth) << "unit" << std::setw(kBoundWidth)
        << "target" << std::setw(kBoundWidth) << "stretch"
        << "behind it\n";
    for (const auto& line : lines_) {
        printLine(out, line);
    }
}

void Report::writeJson(const std::string& path) const {
    std::ofstream file(path);
    rapidjson::OStreamWrapper stream(file);
    rapidjson::PrettyWriter writer(stream);
    writer.StartArray();
    for (const auto& line : lines_) {
        writer.StartObject();
        writeText(writer, "measure", line.measure);
        writeNumber(writer, "median", line.value.median);
        writeNumber(writer, "low", line.value.low);
        writeNumber(writer, "high", line.value.high);
        writeText(writer, "unit", line.unit);
        writeText(writer, "target", line.target);
        writeText(writer, "stretch", line.stretch);
        writeText(writer, "detail", line.detail);
        writer.EndObject();
    }
    writer.EndArray();
    file << "\n";
    if (!file.flush()) {
        throw std::runtime_error("cannot write " + path);
    }
}

}  // namespace bench
