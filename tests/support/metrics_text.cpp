#include "support/metrics_text.h"

#include <regex>
#include <sstream>
#include <stdexcept>

namespace test_support {

namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& where) {
    throw std::runtime_error(what + ": " + where);
}

bool belongsTo(const std::string& sample, const std::string& name, const std::string& type) {
    const auto is = [&](const char* suffix) { return sample == name + suffix; };
    return type == "histogram" ? is("_bucket") || is("_sum") || is("_count") : is("");
}

class Parser {
public:
    void take(const std::string& line) {
        static const std::regex comment_form(R"(# (HELP|TYPE) ([a-z_][a-z0-9_]*) (.+))");
        static const std::regex sample_form(
            R"re(([a-z_][a-z0-9_]*)(\{[a-z_]+="[^"\\\n]*"(,[a-z_]+="[^"\\\n]*")*\})? (\S+))re"
        );
        std::smatch match;
        if (std::regex_match(line, match, comment_form)) {
            match[1] == "HELP" ? startFamily(match[2], match[3]) : setType(match[2], match[3]);
        } else if (std::regex_match(line, match, sample_form)) {
            addSample(match[1], match[1].str() + match[2].str(), match[4]);
        } else {
            refuse("neither comment nor sample", line);
        }
    }

    std::map<std::string, MetricFamily> finish() {
        finishFamily();
        return std::move(families_);
    }

private:
    void startFamily(const std::string& name, const std::string& help) {
        finishFamily();
        if (!families_.emplace(name, MetricFamily{help, "", {}}).second) {
            refuse("family given twice", name);
        }
        name_ = name;
    }

    void setType(const std::string& name, const std::string& type) {
        if (name != name_ || !families_[name].type.empty()) {
            refuse("type without help, or given twice", name);
        }
        const bool is_known = type == "counter" || type == "gauge" || type == "histogram";
        if (!is_known || (type == "counter") != name.ends_with("_total")) {
            refuse("name or type", name + " " + type);
        }
        families_[name].type = type;
    }

    void addSample(const std::string& name, const std::string& series, const std::string& value) {
        auto& family = families_[name_];
        if (!belongsTo(name, name_, family.type)) {
            refuse("sample outside of its family", series);
        }
        std::size_t used = 0;
        const double number = std::stod(value, &used);
        if (used != value.size() || !family.samples.emplace(series, number).second) {
            refuse("no number, or given twice", series + " " + value);
        }
        if (name.ends_with("_bucket")) {
            if (number < last_bucket_) {
                refuse("buckets do not accumulate", series);
            }
            last_bucket_ = number;
        }
    }

    void finishFamily() {
        if (name_.empty()) {
            return;
        }
        const auto& family = families_[name_];
        if (family.type.empty() || family.samples.empty()) {
            refuse("family is not whole", name_);
        }
        if (family.type == "histogram" &&
            (family.samples.at(name_ + "_bucket{le=\"+Inf\"}") != last_bucket_ ||
             family.samples.at(name_ + "_count") != last_bucket_ ||
             !family.samples.contains(name_ + "_sum"))) {
            refuse("histogram does not add up", name_);
        }
        last_bucket_ = 0;
    }

    std::map<std::string, MetricFamily> families_;
    std::string name_;  // of the family that is being read
    double last_bucket_ = 0;
};

}  // namespace

std::map<std::string, MetricFamily> parseMetrics(std::string_view text) {
    if (!text.ends_with('\n')) {
        refuse("the last line has no end", std::string(text.substr(0, 80)));
    }
    Parser parser;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        parser.take(line);
    }
    return parser.finish();
}

}  // namespace test_support
