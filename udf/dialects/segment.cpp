#include "dialects/segment.h"

#include "dialects/object_writer.h"
#include "dialects/url_host.h"
#include "event_rules/uuid.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace dialects {
namespace {

constexpr std::array<std::string_view, 6>
    kTypes{"track", "identify", "page", "screen", "group", "alias"};

std::string_view typeOf(const Message& message, std::string_view type) {
    const auto& named = message[Member::kType];
    const bool is_known = named.kind == json::TokenKind::kString &&
                          std::ranges::find(kTypes, named.text) != kTypes.end();
    return is_known ? named.text : type;
}

// The first that is a text and not blank.
const MemberValue& firstText(const Message& message, std::initializer_list<Member> members) {
    static constexpr MemberValue nothing;
    for (const auto member : members) {
        if (message[member].isText()) {
            return message[member];
        }
    }
    return nothing;
}

// As it stands; empty where all are absent or null.
std::string_view firstGiven(const Message& message, std::initializer_list<Member> members) {
    for (const auto member : members) {
        if (!message[member].isNull()) {
            return message[member].source;
        }
    }
    return {};
}

// The id itself where it is a uuid, else one that follows from the whole of it.
std::string uuidOf(const MemberValue& id) {
    if (!id.isText()) {
        return {};
    }
    const auto uuid = event_rules::parseUuid(id.text);
    return toString(uuid ? *uuid : event_rules::uuid5(id.text));
}

// The properties of the event: those of the message, and what has another place in ours. What the
// message gives under our name stays.
class Properties {
public:
    Properties(const Message& message, std::string& out) : message_(message), writer_(out) {}

    void add(Member given, std::string_view key, std::string_view json) {
        if (!message_[given].isGiven()) {
            writer_.add(key, json);
        }
    }

    void add(Member given, std::string_view key, std::initializer_list<Member> members) {
        add(given, key, firstText(message_, members).source);
    }

    void end() {
        if (message_[Member::kProperties].isObject()) {
            writer_.addMembersOf(message_[Member::kProperties].source);
        }
        writer_.end();
    }

private:
    const Message& message_;
    ObjectWriter writer_;
};

void addOfType(const Message& message, std::string_view type, Properties& properties) {
    if (type == "identify") {
        const bool is_user = message[Member::kUserId].isText();
        properties.add(
            Member::kGivenAnonDistinctId,
            R"("$anon_distinct_id":)",
            {is_user ? Member::kAnonymousId : Member::kNone}
        );
        const auto traits = firstGiven(message, {Member::kTraits, Member::kContextTraits});
        properties.add(Member::kGivenSet, R"("$set":)", traits);
    } else if (type == "alias") {
        properties.add(Member::kGivenAlias, R"("alias":)", {Member::kPreviousId});
    } else if (type == "group") {
        properties.add(Member::kGivenGroupType, R"("$group_type":)", R"("group")");
        properties.add(Member::kGivenGroupKey, R"("$group_key":)", {Member::kGroupId});
        properties.add(
            Member::kGivenGroupSet, R"("$group_set":)", firstGiven(message, {Member::kTraits})
        );
    } else if (type == "page" || type == "screen") {
        properties.add(Member::kGivenName, R"("name":)", {Member::kName});
        properties.add(Member::kGivenCategory, R"("category":)", {Member::kCategory});
        if (type == "screen") {
            properties.add(Member::kGivenScreenName, R"("$screen_name":)", {Member::kName});
        }
    }
}

void addContext(const Message& message, Properties& properties) {
    const auto& url = firstText(message, {Member::kPageUrl, Member::kUrl});
    properties.add(Member::kGivenCurrentUrl, R"("$current_url":)", url.source);
    std::string host;
    if (const auto name = findUrlHost(url.text); !name.empty()) {
        host.append("\"").append(name).append("\"");
    }
    properties.add(Member::kGivenHost, R"("$host":)", host);
    properties.add(Member::kGivenSessionId, R"("$session_id":)", {Member::kContextSessionId});
    properties.add(Member::kGivenLib, R"("$lib":)", {Member::kLibraryName});
    properties.add(Member::kGivenLibVersion, R"("$lib_version":)", {Member::kLibraryVersion});
    properties.add(Member::kGivenDeviceId, R"("$device_id":)", {Member::kAnonymousId});
    properties.add(Member::kGivenContext, R"("context":)", firstGiven(message, {Member::kContext}));
}

std::string_view eventName(const Message& message, std::string_view type) {
    if (type == "identify") {
        return R"("$identify")";
    }
    if (type == "page") {
        return R"("$pageview")";
    }
    if (type == "screen") {
        return R"("$screen")";
    }
    if (type == "group") {
        return R"("$groupidentify")";
    }
    return type == "alias" ? R"("$create_alias")" : message[Member::kEvent].source;
}

}  // namespace

void translateSegment(const Message& message, std::string_view type, std::string& out) {
    type = typeOf(message, type);
    ObjectWriter event(out);
    event.add(R"("event":)", eventName(message, type));
    event.add(
        R"("distinct_id":)",
        firstText(message, {Member::kUserId, Member::kAnonymousId, Member::kPreviousId}).source
    );
    event.addString(R"("uuid":)", uuidOf(message[Member::kMessageId]));
    event.add(
        R"("timestamp":)", firstGiven(message, {Member::kOriginalTimestamp, Member::kTimestamp})
    );
    const auto& given = message[Member::kProperties];
    if (given.isNull() || given.isObject()) {
        event.begin(R"("properties":)");
        Properties properties(message, out);
        addOfType(message, type, properties);
        addContext(message, properties);
        properties.end();
    } else {
        event.add(R"("properties":)", given.source);
    }
    event.end();
}

}  // namespace dialects
