#include "maintained_stack.h"

#include "integration/identity/settled.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <stdexcept>
#include <utility>

namespace maintain_tests {

namespace {

using test_support::Stack;

std::vector<std::string>
commandLine(const std::string& url, const std::vector<std::string>& arguments) {
    std::vector<std::string> command{"/usr/bin/env", "CLICKHOUSE_URL=" + url, RELAY_BINARY};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

std::vector<std::string> withOneOutput(std::vector<std::string> command) {
    command.insert(command.begin(), {"/bin/sh", "-c", "exec \"$@\" 2>&1", "sh"});
    return command;
}

void waitUntil(const Stack& stack, const std::string& query, test_support::ChildProcess& process) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (stack.value(query) != "1") {
        if (std::chrono::steady_clock::now() > deadline) {
            process.signal(SIGKILL);
            throw std::runtime_error("never so: " + query + "\n" + process.readOutput());
        }
    }
}

std::string rowsOf(const Stack& stack, const std::string& select) {
    std::string text;
    for (const auto& row : stack.query(select + " ORDER BY ALL")) {
        for (const auto& value : row) {
            text += value.value_or("NULL") + "\t";
        }
        text += "\n";
    }
    return text;
}

}  // namespace

test_support::ProcessResult
relay(const Stack& stack, const std::vector<std::string>& arguments, const std::string& input) {
    return test_support::runProcess(commandLine(stack.clickhouseUrl(), arguments), input);
}

test_support::TerminalResult
relayOnTerminal(const Stack& stack, const std::vector<std::string>& arguments) {
    return test_support::runOnTerminal(commandLine(stack.clickhouseUrl(), arguments));
}

void killClickHouseDuring(
    Stack& stack,
    const std::vector<std::string>& arguments,
    const std::string& text,
    std::size_t times
) {
    test_support::ChildProcess process(withOneOutput(commandLine(stack.clickhouseUrl(), arguments))
    );
    process.closeInput();
    std::string output;
    for (std::size_t at = 0; times > 0;) {
        const auto more = process.readSome(1);
        if (more.empty()) {
            throw std::runtime_error("the command ended too early:\n" + output);
        }
        output += more;
        if (output.find(text, at) != std::string::npos) {
            at = output.size();
            --times;
        }
    }
    stack.clickhouse().kill9();
    if (process.wait() != 1) {
        throw std::runtime_error("the command does not say that it failed:\n" + output);
    }
    stack.clickhouse().restart();
}

int killDuring(
    Stack& stack,
    const std::vector<std::string>& arguments,
    const std::string& query,
    Victim victim
) {
    test_support::ChildProcess process(withOneOutput(commandLine(stack.clickhouseUrl(), arguments))
    );
    process.closeInput();
    waitUntil(stack, query, process);
    if (victim == Victim::kRelay) {
        process.signal(SIGKILL);
    } else {
        stack.clickhouse().kill9();
        stack.clickhouse().restart();
    }
    return process.wait();
}

bool killAfter(
    Stack& stack,
    const std::vector<std::string>& arguments,
    std::chrono::milliseconds time,
    Victim victim
) {
    test_support::ChildProcess process(withOneOutput(commandLine(stack.clickhouseUrl(), arguments))
    );
    process.closeInput();
    auto output = std::async(std::launch::async, [&] { return process.readOutput(); });
    const bool still_ran = output.wait_for(time) != std::future_status::ready;
    if (victim == Victim::kRelay) {
        process.signal(SIGKILL);
    } else {
        stack.clickhouse().kill9();
        stack.clickhouse().restart();
    }
    output.wait();
    process.wait();
    return still_ran;
}

test_support::ProcessResult signalDuring(
    const Stack& stack,
    const std::vector<std::string>& arguments,
    const std::string& query,
    int signal,
    const std::string& input
) {
    test_support::ChildProcess process(withOneOutput(commandLine(stack.clickhouseUrl(), arguments))
    );
    process.write(input);
    waitUntil(stack, query, process);
    process.signal(signal);
    auto output = std::async(std::launch::async, [&] { return process.readOutput(); });
    if (output.wait_for(std::chrono::seconds(30)) != std::future_status::ready) {
        process.signal(SIGKILL);
    }
    auto text = output.get();
    return {process.wait(), std::move(text), ""};
}

TemporaryFile::TemporaryFile(const std::string& text) {
    std::string path = std::filesystem::temp_directory_path() / "replay-XXXXXX";
    const int file = mkstemp(path.data());
    if (file == -1) {
        throw std::runtime_error("no temporary file");
    }
    close(file);
    path_ = path;
    std::ofstream(path_, std::ios::binary) << text;
}

TemporaryFile::~TemporaryFile() {
    std::filesystem::remove(path_);
}

void seed(const Stack& stack) {
    stack.query(R"(
INSERT INTO raw_events SELECT toUUID('00000000-0000-4000-8000-000000000001'), number,
    now64(6) - INTERVAL 2 HOUR + toIntervalSecond(intDiv(number, 50)), 'golden_key', '', '', '', '', '', '', '', generateUUIDv4(),
    concat('{"event":"page","uuid":"', toString(generateUUIDv4()), '","distinct_id":"anon-', toString(number % 50),
        '","timestamp":"2026-0', toString(1 + number % 6), '-01T00:00:00Z","properties":{"$session_id":"s',
        toString(number % 70), '","n":', toString(number), ',"$set":{"k":', toString(number), '}}}')
FROM numbers(1000))");
    stack.query(R"(
INSERT INTO raw_events SELECT toUUID('00000000-0000-4000-8000-000000000002'), number, now64(6) - INTERVAL 1 HOUR,
    'golden_key', '', '', '', '', 'segment', '', '', generateUUIDv4(),
    concat('{"type":"identify","userId":"user-', toString(number % 25),
        '","timestamp":"2026-07-01T00:00:00Z","anonymousId":"anon-', toString(number), '"}')
FROM numbers(50))");
    stack.query(R"(
INSERT INTO raw_events SELECT toUUID('00000000-0000-4000-8000-000000000003'), number, now64(6) - INTERVAL 1 HOUR,
    'golden_key', '', '', '', '', 'segment', '', '', generateUUIDv4(), '{"type":"track","userId":"u"}'
FROM numbers(5))");
    stack.query("SYSTEM STOP VIEW follow_raw");
    identity_tests::settle(stack);
}

std::string shown(const Stack& stack) {
    stack.query("OPTIMIZE TABLE event_log FINAL");
    std::string all;
    for (const std::string name : {"persons", "person_distinct_ids", "sessions"}) {
        all += rowsOf(stack, "SELECT * FROM " + name);
    }
    return all + rowsOf(stack, "SELECT * EXCEPT inserted_at FROM events");
}

std::string answers(const Stack& stack) {
    identity_tests::settle(stack);
    return shown(stack);
}

std::string storedRows(const Stack& stack) {
    return rowsOf(stack, "SELECT * FROM event_log FINAL") +
           rowsOf(stack, "SELECT * FROM rejected_events") +
           rowsOf(stack, "SELECT * FROM ingestion_warnings") +
           rowsOf(stack, "SELECT * EXCEPT claimed_at FROM identity_claims FINAL") +
           rowsOf(
               stack,
               "SELECT own_person_id, key, max(last_set), max(last_unset), "
               "arrayDistinct(groupArraySortedMerge(32)(first_set_once)), max(last_set_once) FROM "
               "person_properties GROUP BY own_person_id, key"
           );
}

std::string knownIds(const Stack& stack) {
    return rowsOf(
               stack,
               "SELECT own_person_id, any(distinct_id), min(first_seen_at), max(last_seen_at) FROM "
               "id_activity GROUP BY own_person_id"
           ) +
           rowsOf(stack, "SELECT * EXCEPT decided_at FROM person_ids FINAL");
}

std::string firstDifference(const std::string& actual, const std::string& expected) {
    const auto at = std::mismatch(actual.begin(), actual.end(), expected.begin(), expected.end());
    if (at.first == actual.end() && at.second == expected.end()) {
        return {};
    }
    const auto line = [](const std::string& text, std::size_t place) {
        const auto begin = place == 0 ? std::string::npos : text.rfind('\n', place - 1);
        const auto start = begin == std::string::npos ? 0 : begin + 1;
        return text.substr(start, text.find('\n', place) - start);
    };
    const auto place = static_cast<std::size_t>(at.first - actual.begin());
    return line(actual, place) + "\ninstead of\n" + line(expected, place);
}

void rejectSome(const Stack& stack) {
    rejectAgain(stack, "seq BETWEEN 60 AND 65");
    stack.query(
        "DELETE FROM event_log WHERE (inserted_at, uuid) IN (SELECT received_at, "
        "toUUID(JSONExtractString(event, 'uuid')) FROM rejected_events WHERE reason = 'old_rule')"
    );
}

void rejectAgain(const Stack& stack, const std::string& condition) {
    stack.query(
        "INSERT INTO event_problems (batch_id, seq, received_at, api_key, origin, ip, user_agent, "
        "sent_at, dialect, sdk, fallback_uuid, is_rejected, reason, raw_event) SELECT batch_id, "
        "seq, "
        "received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, 1, "
        "'old_rule', "
        "event FROM raw_events WHERE " +
        condition
    );
}

void claimAgain(const Stack& stack) {
    stack.query(
        "INSERT INTO identity_claims SELECT * REPLACE ('user-24' AS target, (SELECT "
        "any(target_person_id) FROM identity_claims WHERE target = 'user-24') AS "
        "target_person_id) FROM identity_claims WHERE kind = 'plain' AND source = 'anon-7'"
    );
}

}  // namespace maintain_tests
