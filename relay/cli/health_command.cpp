#include "cli/health_command.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Timespan.h>
#include <CLI/CLI.hpp>

#include <tl/expected.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <string_view>

namespace relay {

namespace {

constexpr long kTimeoutSeconds = 3;
constexpr std::size_t kMaxShownBytes = 300;

// The address behind HOST as this machine reaches it.
std::string reachableHost(const std::string& host) {
    if (host == "0.0.0.0") {
        return "127.0.0.1";
    }
    return host == "::" ? "::1" : host;
}

std::string firstLine(std::istream& body) {
    std::string line(kMaxShownBytes, '\0');
    body.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(body.gcount()));
    return line.substr(0, line.find_first_of("\r\n"));
}

// Nothing when `path` answers 200, else why not.
tl::expected<void, std::string> ask(const Config& config, const std::string& path) {
    const auto host = reachableHost(config.host);
    const std::string place = "port " + std::to_string(config.port) + " of " + host;
    try {
        Poco::Net::HTTPClientSession session(host, config.port);
        session.setTimeout(Poco::Timespan(kTimeoutSeconds, 0));
        Poco::Net::HTTPRequest request(
            Poco::Net::HTTPRequest::HTTP_GET, path, Poco::Net::HTTPRequest::HTTP_1_1
        );
        session.sendRequest(request);
        Poco::Net::HTTPResponse response;
        auto& body = session.receiveResponse(response);
        if (response.getStatus() == Poco::Net::HTTPResponse::HTTP_OK) {
            return {};
        }
        return tl::make_unexpected(
            place + " answers " + std::to_string(response.getStatus()) + " " + firstLine(body)
        );
    } catch (const Poco::Exception& error) {
        return tl::make_unexpected("no answer from " + place + ": " + error.displayText());
    }
}

int runHealthCommand(const Config& config, bool asks_ready) {
    const std::string_view state = asks_ready ? "ready" : "healthy";
    if (const auto answer = ask(config, asks_ready ? "/ready" : "/health"); !answer) {
        std::cerr << "relay: not " << state << ": " << answer.error() << '\n';
        return 1;
    }
    std::cout << "relay: " << state << '\n';
    return 0;
}

}  // namespace

void addHealthCommand(CLI::App& program, Command& chosen) {
    const auto asks_ready = std::make_shared<bool>(false);
    auto* const command =
        program.add_subcommand("health", "Ask the relay here whether it lives, or is ready");
    command->add_flag("--ready", *asks_ready, "Ask whether it can take events");
    command
        ->footer(
            R"(Asks the relay on HOST and PORT of this machine whether it lives, or, with
--ready, whether it can take events; says so in one line and exits with 0 or 1.
Meant for health checks of containers.)"
        )
        ->fallthrough(false)  // it reads no SQL
        ->callback([&chosen, asks_ready] {
            chosen = [asks_ready](const CommandContext& context) {
                return runHealthCommand(context.config, *asks_ready);
            };
        });
}

}  // namespace relay
