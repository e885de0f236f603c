#pragma once

#include "observe/terminal.h"
#include "upkeep/doctor/finding.h"

#include <cstddef>
#include <iosfwd>

namespace relay {

// Tells findings as they come, in lines of at most 80 columns, and at the end how many are wrong;
// for machines one JSON object a line, and no end. Keeps the reference.
class DoctorReport {
public:
    DoctorReport(std::ostream& out, const Terminal& terminal, bool is_json = false)
        : out_(out), terminal_(terminal), is_json_(is_json) {}

    void tell(const Finding& finding);
    void summarize();

    [[nodiscard]] bool isAllRight() const { return wrong_ == 0; }

private:
    void tellPeople(const Finding& finding);

    std::ostream& out_;
    const Terminal terminal_;
    const bool is_json_;
    std::size_t wrong_ = 0;
    std::size_t warnings_ = 0;
    std::size_t skipped_ = 0;
};

}  // namespace relay
