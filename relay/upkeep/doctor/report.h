#pragma once

#include "observe/terminal.h"
#include "upkeep/doctor/finding.h"

#include <cstddef>
#include <iosfwd>

namespace relay {

// Tells findings as they come, in lines of at most 80 columns, and at the end how many are wrong.
// Keeps the reference.
class DoctorReport {
public:
    DoctorReport(std::ostream& out, const Terminal& terminal) : out_(out), terminal_(terminal) {}

    void tell(const Finding& finding);
    void summarize();

    [[nodiscard]] bool isAllRight() const { return wrong_ == 0; }

private:
    std::ostream& out_;
    const Terminal terminal_;
    std::size_t wrong_ = 0;
    std::size_t warnings_ = 0;
    std::size_t skipped_ = 0;
};

}  // namespace relay
