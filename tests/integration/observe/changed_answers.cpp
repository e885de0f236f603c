#include "changed_answers.h"

#include "support/http_exchange.h"

#include <utility>

namespace observe_tests {

using test_support::Answer;
using test_support::RecordedRequest;

std::vector<std::string>
doctorCommand(const Environment& environment, const std::vector<std::string>& arguments) {
    std::vector<std::string> command{"/usr/bin/env", "-i"};
    for (const auto& [name, value] : environment) {
        command.push_back(std::string(name).append("=").append(value));
    }
    command.insert(command.end(), {RELAY_BINARY, "doctor"});
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

test_support::ProcessResult
doctor(const Environment& environment, const std::vector<std::string>& arguments) {
    return test_support::runProcess(doctorCommand(environment, arguments), "");
}

ChangedAnswers::ChangedAnswers(const std::string& engine_url, Change change) {
    fake_.setScript([engine_url, change = std::move(change)](const RecordedRequest& request) {
        if (const auto changed = change(request)) {
            return *changed;
        }
        test_support::HttpConnection engine(engine_url);
        const auto reply = engine.call({"POST", request.target, {}, request.body});
        if (reply.status == 200) {
            return Answer::ok(reply.body);
        }
        const auto code = reply.headers.find("x-clickhouse-exception-code");
        return Answer::error(
            reply.status, code == reply.headers.end() ? 0 : std::stoi(code->second), reply.body
        );
    });
}

ChangedAnswers::Change ChangedAnswers::of(const std::string& text, const Answer& answer) {
    return [text, answer](const RecordedRequest& request) {
        const bool is_meant = request.query.find(text) != std::string::npos;
        return is_meant ? std::optional(answer) : std::nullopt;
    };
}

}  // namespace observe_tests
