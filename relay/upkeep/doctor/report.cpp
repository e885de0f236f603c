#include "upkeep/doctor/report.h"

#include "ingest/json_text.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace relay {

namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kLabelColumns = 9;
constexpr std::size_t kSubjectColumns = 12;
constexpr std::size_t kIndent = kLabelColumns + kSubjectColumns;

std::pair<std::string_view, Color> labelOf(FindingState state) {
    switch (state) {
        case FindingState::kOk:
            return {"ok", Color::kGreen};
        case FindingState::kWarning:
            return {"warning", Color::kYellow};
        case FindingState::kWrong:
            return {"WRONG", Color::kRed};
        case FindingState::kSkipped:
            return {"skipped", Color::kDim};
    }
    return {};
}

std::string padding(std::string_view text, std::size_t columns) {
    return std::string(columns - std::min(columns, text.size()), ' ');
}

// The words of the text, in lines behind the indentation.
std::string wrapped(std::string_view text) {
    std::string result;
    std::size_t column = kIndent;
    while (!text.empty()) {
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        const bool is_first = column == kIndent;
        if (!is_first && column + 1 + word.size() > kColumns) {
            result.append("\n").append(kIndent, ' ');
            column = kIndent;
        } else if (!is_first) {
            result += ' ';
            ++column;
        }
        result += word;
        column += word.size();
    }
    return result;
}

std::string counted(std::size_t count, std::string_view what) {
    return std::to_string(count) + " " + std::string(what);
}

std::string toJson(const Finding& finding) {
    std::string state(labelOf(finding.state).first);
    std::ranges::transform(state, state.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const std::array<std::pair<std::string_view, std::string_view>, 4> members{
        {{"state", state},
         {"subject", finding.subject},
         {"text", finding.text},
         {"remedy", finding.remedy}}};
    std::string json;
    for (const auto& [name, value] : members) {
        json += json.empty() ? '{' : ',';
        appendJsonString(json, name);
        json += ':';
        appendJsonString(json, value);
    }
    return json + "}";
}

}  // namespace

void DoctorReport::tell(const Finding& finding) {
    wrong_ += finding.state == FindingState::kWrong ? 1U : 0U;
    warnings_ += finding.state == FindingState::kWarning ? 1U : 0U;
    skipped_ += finding.state == FindingState::kSkipped ? 1U : 0U;
    if (is_json_) {
        out_ << toJson(finding) << '\n' << std::flush;
    } else {
        tellPeople(finding);
    }
}

void DoctorReport::tellPeople(const Finding& finding) {
    const auto [label, color] = labelOf(finding.state);
    out_ << terminal_.paint(label, color) << padding(label, kLabelColumns) << finding.subject
         << padding(finding.subject, kSubjectColumns) << wrapped(printable(finding.text)) << '\n';
    if (!finding.remedy.empty()) {
        out_ << std::string(kIndent, ' ') << wrapped(printable(finding.remedy)) << '\n';
    }
    out_ << std::flush;
}

void DoctorReport::summarize() {
    if (is_json_) {
        return;
    }
    if (wrong_ + warnings_ + skipped_ == 0) {
        out_ << "All is right.\n";
        return;
    }
    std::string text = counted(wrong_, "wrong");
    text += ", " + counted(warnings_, warnings_ == 1 ? "warning" : "warnings");
    text += skipped_ == 0 ? "" : ", " + counted(skipped_, "not checked");
    out_ << text << ".\n";
}

}  // namespace relay
