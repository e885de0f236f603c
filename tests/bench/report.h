#pragma once

#include "spread.h"

#include <ostream>
#include <string>
#include <vector>

namespace bench {

// One line of the table.
struct Line {
    std::string measure;
    std::string unit;  // "ratio" when the value is one
    Spread value;
    std::string target{};  // of issue 4's table; empty: none was set
    std::string stretch{};
    std::string detail{};  // the absolute numbers behind a ratio
};

// Collects the lines; prints each as soon as it is there, and all of them at the end.
class Report {
public:
    explicit Report(std::ostream& progress) : progress_(progress) {}

    void say(const std::string& text);
    void add(Line line);

    void print(std::ostream& out) const;

    // Throws std::runtime_error when the file cannot be written.
    void writeJson(const std::string& path) const;

private:
    std::ostream& progress_;
    std::vector<Line> lines_;
};

}  // namespace bench
