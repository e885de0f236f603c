#include "dialects/posthog.h"

#include "dialects/object_writer.h"
#include "json/digits.h"

#include <algorithm>
#include <array>

namespace dialects {
namespace {

struct Moved {
    Member from;
    Member given;
    std::string_view key;
};

constexpr std::array<Moved, 6> kMoved{
    {{Member::kSessionId, Member::kGivenSessionId, R"("$session_id":)"},
     {Member::kWindowId, Member::kGivenWindowId, R"("$window_id":)"},
     {Member::kCookielessMode, Member::kGivenCookielessMode, R"("$cookieless_mode":)"},
     {Member::kDisableSkewCorrection, Member::kGivenIgnoreSentAt, R"("$ignore_sent_at":)"},
     {Member::kProcessPersonProfile,
      Member::kGivenProcessPersonProfile,
      R"("$process_person_profile":)"},
     {Member::kProductTourId, Member::kGivenProductTourId, R"("$product_tour_id":)"}}};

struct Sdk {
    std::string_view name;
    std::string_view version;
};

bool isOfSdk(char c) {
    return json::isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("._@+-").find(c) != std::string_view::npos;
}

// Nothing where the header says something else.
Sdk parseSdk(std::string_view text) {
    const auto slash = std::min(text.find('/'), text.size());
    const Sdk sdk{text.substr(0, slash), text.substr(std::min(slash + 1, text.size()))};
    const bool is_sdk = !sdk.name.empty() && !sdk.version.empty() &&
                        std::ranges::all_of(sdk.name, isOfSdk) &&
                        std::ranges::all_of(sdk.version, isOfSdk);
    return is_sdk ? sdk : Sdk{};
}

void writeProperties(const Message& message, std::string_view sdk_text, std::string& out) {
    ObjectWriter properties(out);
    for (const auto& [from, given, key] : kMoved) {
        if (!message[given].isGiven() && !message[from].isNull()) {
            properties.add(key, message[from].source);
        }
    }
    const auto sdk = parseSdk(sdk_text);
    if (!message[Member::kGivenLib].isGiven()) {
        properties.addString(R"("$lib":)", sdk.name);
    }
    if (!message[Member::kGivenLibVersion].isGiven()) {
        properties.addString(R"("$lib_version":)", sdk.version);
    }
    if (message[Member::kProperties].isObject()) {
        properties.addMembersOf(message[Member::kProperties].source);
    }
    properties.end();
}

}  // namespace

// In place of the properties that are there, so that the event does not grow by them.
void translatePostHogV1(const Message& message, std::string_view sdk, std::string& out) {
    const auto source = message.source();
    const auto& given = message[Member::kProperties];
    if (!given.isNull() && !given.isObject()) {
        out.append(source);
        return;
    }
    if (given.isGiven()) {
        const auto start = static_cast<std::size_t>(given.source.data() - source.data());
        out.append(source.substr(0, start));
        writeProperties(message, sdk, out);
        out.append(source.substr(start + given.source.size()));
        return;
    }
    ObjectWriter event(out);
    event.addMembersOf(source);
    event.begin(R"("properties":)");
    writeProperties(message, sdk, out);
    event.end();
}

void translatePostHogEngage(const Message& message, std::string& out) {
    const auto source = message.source();
    if (message[Member::kEvent].isGiven()) {
        out.append(source);
        return;
    }
    ObjectWriter event(out);
    event.addMembersOf(source);
    event.addString(R"("event":)", "$set");
    event.add(R"("distinct_id":)", message[Member::kDistinctId].source);
    event.end();
}

}  // namespace dialects
