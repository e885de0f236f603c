#pragma once

#include <map>
#include <string>
#include <string_view>

namespace test_support {

struct MetricFamily {
    std::string help;
    std::string type;
    std::map<std::string, double> samples;  // by name and labels, as written
};

// Prometheus text, read strictly: the families by name. Throws std::runtime_error with the line for
// whatever Prometheus or its linter would not take: a family that is not whole or without help, a
// sample of another family or twice, a counter without _total, a histogram that does not add up.
std::map<std::string, MetricFamily> parseMetrics(std::string_view text);

}  // namespace test_support
