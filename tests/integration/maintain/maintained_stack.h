#pragma once

#include "support/child_process.h"
#include "support/stack.h"
#include "support/terminal.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace maintain_tests {

// The commands of the relay against a Stack.
test_support::ProcessResult relay(
    const test_support::Stack& stack,
    const std::vector<std::string>& arguments,
    const std::string& input = ""
);

// The same on a terminal.
test_support::TerminalResult
relayOnTerminal(const test_support::Stack& stack, const std::vector<std::string>& arguments);

// Starts a command, kills ClickHouse once the command has written `text` for the given time, waits
// for the command to fail and starts ClickHouse again.
void killClickHouseDuring(
    test_support::Stack& stack,
    const std::vector<std::string>& arguments,
    const std::string& text,
    std::size_t times
);

enum class Victim { kClickHouse, kRelay };

// Starts a command and, once the query answers 1, kills ClickHouse, which starts again, or the
// command itself. Its exit code.
int killDuring(
    test_support::Stack& stack,
    const std::vector<std::string>& arguments,
    const std::string& query,
    Victim victim
);

// Starts a command and kills ClickHouse, which starts again, or the command after that time.
// Whether the command still ran.
bool killAfter(
    test_support::Stack& stack,
    const std::vector<std::string>& arguments,
    std::chrono::milliseconds time,
    Victim victim
);

// Starts a command whose standard input stays open behind the input, sends it the signal once the
// query answers 1, and waits for its end, at most half a minute. All that it wrote is in `output`.
test_support::ProcessResult signalDuring(
    const test_support::Stack& stack,
    const std::vector<std::string>& arguments,
    const std::string& query,
    int signal,
    const std::string& input = ""
);

// A file that is gone with this object.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& text);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

// 1 000 events of 50 anonymous ids over six months, which 50 identify calls give to 25 users, and
// five rejected events; received one to two hours ago. Waits until all is settled. follow_raw
// stands still until ClickHouse starts again, so that nothing but a command mends what a test
// breaks.
void seed(const test_support::Stack& stack);

// All rows of the four names as they are, receive times aside, once copies are merged.
std::string shown(const test_support::Stack& stack);

// The same once all is settled.
std::string answers(const test_support::Stack& stack);

// The rows of all tables that raw events make, one by one.
std::string storedRows(const test_support::Stack& stack);

// What is known of ids: their times, and whose they are.
std::string knownIds(const test_support::Stack& stack);

// The first line in which two such texts differ, of both; empty when they are the same.
std::string firstDifference(const std::string& actual, const std::string& expected);

// Of the seeded events, what an older and stricter rule would have left: some of them rejected,
// with the reason old_rule.
void rejectSome(const test_support::Stack& stack);

// The rows in rejected_events alone, of raw events by a condition.
void rejectAgain(const test_support::Stack& stack, const std::string& condition);

// A claim that no event makes, of anon-7.
void claimAgain(const test_support::Stack& stack);

}  // namespace maintain_tests
