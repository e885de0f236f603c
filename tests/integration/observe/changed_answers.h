#pragma once

#include "support/child_process.h"
#include "support/fake_clickhouse.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace observe_tests {

using Environment = std::map<std::string, std::string>;

// The command line of `relay doctor` with these variables and no others.
std::vector<std::string>
doctorCommand(const Environment& environment, const std::vector<std::string>& arguments = {});

test_support::ProcessResult
doctor(const Environment& environment, const std::vector<std::string>& arguments = {});

// The real engine but for some answers, which a server would give that an engine in a process
// cannot: one with users, one whose clock is wrong, one that fails in the middle.
class ChangedAnswers {
public:
    using Change =
        std::function<std::optional<test_support::Answer>(const test_support::RecordedRequest&)>;

    // Asked for each request; nothing: the engine answers.
    ChangedAnswers(const std::string& engine_url, Change change);

    [[nodiscard]] std::string url() const { return fake_.url(); }

    [[nodiscard]] const test_support::FakeClickHouse& fake() const { return fake_; }

    // One that is asked for a query with this text.
    static Change of(const std::string& text, const test_support::Answer& answer);

private:
    test_support::FakeClickHouse fake_;
};

}  // namespace observe_tests
