#include "seed_events.h"

#include "support/golden_case.h"
#include "support/golden_placeholders.h"
#include "support/golden_scan.h"

#include <Poco/String.h>

#include <algorithm>
#include <fstream>

namespace parity {

namespace {

void addGolden(
    const test_support::GoldenRequest& request,
    std::int64_t now_us,
    std::vector<SeedEvent>& seeds
) {
    const std::string body = test_support::resolveRequestTimes(request.body, now_us);
    const auto scanned = test_support::scanGolden(request, body);
    if (!scanned.batch) {
        seeds.push_back({body, ""});  // no batch, but a text all the same
        return;
    }
    for (const auto& event : scanned.batch->events) {
        seeds.push_back(
            {std::string(event.text),
             scanned.batch->sent_at,
             std::string(scanned.route.dialect),
             request.header("PostHog-Sdk-Info")}
        );
    }
}

}  // namespace

std::vector<SeedEvent> seedEvents(std::int64_t now_us) {
    std::vector<SeedEvent> seeds;
    for (const auto& file : test_support::loadGoldenFiles(GOLDEN_FOLDER)) {
        for (const auto& golden : file.cases) {
            addGolden(golden.request, now_us, seeds);
        }
    }
    std::ifstream web_events(WEB_EVENTS);
    for (std::string line; std::getline(web_events, line);) {
        Poco::replaceInPlace(line, "{{uuid}}", "01890c3a-5d2e-7007-a000-0123456789ab");
        Poco::replaceInPlace(line, "{{user}}", "01890c3a-5d2e-7007-a000-000000000001");
        Poco::replaceInPlace(line, "{{time}}", "2026-01-15T11:59:58.123Z");
        seeds.push_back({line, ""});
    }
    std::ranges::sort(seeds);
    const auto copies = std::ranges::unique(seeds);
    seeds.erase(copies.begin(), copies.end());
    return seeds;
}

}  // namespace parity
