#include "dialects/segment.h"

#include "dialects/object_writer.h"
#include "dialects/url_host.h"
#include "event_rules/uuid.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace dialects {

using event_rules::EventField;

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
    for (const auto member : members) {
        if (message[member].isText()) {
            return message[member];
        }
    }
    return kNothing;
}

// The first that is given and not null.
const MemberValue& firstGiven(const Message& message, std::initializer_list<Member> members) {
    for (const auto member : members) {
        if (!message[member].isNull()) {
            return message[member];
        }
    }
    return kNothing;
}

// The id itself where it is a uuid, else one that follows from the whole of it.
std::string uuidOf(const MemberValue& id) {
    if (!id.isText()) {
        return {};
    }
    const auto uuid = event_rules::parseUuid(id.text);
    return toString(uuid ? *uuid : event_rules::uuid5(id.text));
}

std::string_view nameOf(std::string_view type) {
    if (type == "identify") {
        return "$identify";
    }
    if (type == "page") {
        return "$pageview";
    }
    if (type == "screen") {
        return "$screen";
    }
    if (type == "group") {
        return "$groupidentify";
    }
    return type == "alias" ? "$create_alias" : std::string_view();
}

// An object of the event: told to the rules as far as they look at it, and written where there is
// a writer.
class Members {
public:
    Members(event_rules::EventCapture& event, ObjectWriter* writer)
        : event_(event), writer_(writer) {}

    void add(std::string_view key, EventField field, const MemberValue& value) {
        if (writer_ != nullptr) {
            writer_->add(key, value.source);
        }
        if (field != EventField::kNone && !value.isNull()) {
            const bool is_bracket = json::isBracket(value.kind);
            event_.set(field, {value.kind, false, is_bracket ? value.source : value.text});
        }
    }

    // A text that is not in the message, and holds nothing to be escaped.
    void addString(std::string_view key, EventField field, std::string_view text) {
        if (writer_ != nullptr) {
            writer_->addString(key, text);
        }
        if (field != EventField::kNone && !text.empty()) {
            event_.set(field, {json::TokenKind::kString, false, text});
        }
    }

private:
    event_rules::EventCapture& event_;
    ObjectWriter* writer_;
};

// What the rules make of a property that a message has elsewhere.
constexpr EventField fieldOf(Member given) {
    switch (given) {
        case Member::kGivenAnonDistinctId:
            return EventField::kDollarAnonDistinctId;
        case Member::kGivenSet:
            return EventField::kPropertiesSet;
        case Member::kGivenAlias:
            return EventField::kAlias;
        case Member::kGivenCurrentUrl:
            return EventField::kDollarCurrentUrl;
        case Member::kGivenHost:
            return EventField::kDollarHost;
        case Member::kGivenSessionId:
            return EventField::kDollarSessionId;
        default:
            return EventField::kNone;
    }
}

// The properties of the event: those of the message, and what has another place in ours. What the
// message gives under our name stays.
class Properties {
public:
    Properties(const Message& message, event_rules::EventCapture& event, std::string& out)
        : message_(message), writer_(out), members_(event, &writer_) {}

    void add(Member given, std::string_view key, const MemberValue& value) {
        if (!message_[given].isGiven()) {
            members_.add(key, fieldOf(given), value);
        }
    }

    void add(Member given, std::string_view key, std::initializer_list<Member> members) {
        add(given, key, firstText(message_, members));
    }

    void addString(Member given, std::string_view key, std::string_view text) {
        if (!message_[given].isGiven()) {
            members_.addString(key, fieldOf(given), text);
        }
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
    Members members_;
};

void addOfType(const Message& message, std::string_view type, Properties& properties) {
    if (type == "identify") {
        const bool is_user = message[Member::kUserId].isText();
        properties.add(
            Member::kGivenAnonDistinctId,
            R"("$anon_distinct_id":)",
            {is_user ? Member::kAnonymousId : Member::kNone}
        );
        const auto& traits = firstGiven(message, {Member::kTraits, Member::kContextTraits});
        properties.add(Member::kGivenSet, R"("$set":)", traits);
    } else if (type == "alias") {
        properties.add(Member::kGivenAlias, R"("alias":)", {Member::kPreviousId});
    } else if (type == "group") {
        properties.addString(Member::kGivenGroupType, R"("$group_type":)", "group");
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
    properties.add(Member::kGivenCurrentUrl, R"("$current_url":)", url);
    properties.addString(Member::kGivenHost, R"("$host":)", findUrlHost(url.text));
    properties.add(Member::kGivenSessionId, R"("$session_id":)", {Member::kContextSessionId});
    properties.add(Member::kGivenLib, R"("$lib":)", {Member::kLibraryName});
    properties.add(Member::kGivenLibVersion, R"("$lib_version":)", {Member::kLibraryVersion});
    properties.add(Member::kGivenDeviceId, R"("$device_id":)", {Member::kAnonymousId});
    properties.add(Member::kGivenContext, R"("context":)", firstGiven(message, {Member::kContext}));
}

// What is not in the properties. `uuid` outlives the event.
void addMembers(
    const Message& message,
    std::string_view type,
    std::string_view uuid,
    Members members
) {
    constexpr std::string_view name_key = R"("event":)";
    if (const auto name = nameOf(type); !name.empty()) {
        members.addString(name_key, EventField::kEvent, name);
    } else {
        members.add(name_key, EventField::kEvent, message[Member::kEvent]);
    }
    members.add(
        R"("distinct_id":)",
        EventField::kDistinctId,
        firstText(message, {Member::kUserId, Member::kAnonymousId, Member::kPreviousId})
    );
    members.addString(R"("uuid":)", EventField::kUuid, uuid);
    members.add(
        R"("timestamp":)",
        EventField::kTimestamp,
        firstGiven(message, {Member::kOriginalTimestamp, Member::kTimestamp})
    );
}

void writeProperties(
    const Message& message,
    std::string_view type,
    event_rules::EventCapture& event,
    std::string& out
) {
    const auto& given = message[Member::kProperties];
    if (!given.isNull() && !given.isObject()) {
        out.append(given.source);
        return;
    }
    Properties properties(message, event, out);
    addOfType(message, type, properties);
    addContext(message, properties);
    properties.end();
}

}  // namespace

void SegmentEvent::write(const Message& message, std::string_view type, std::string& out) {
    type = typeOf(message, type);
    uuid_ = uuidOf(message[Member::kMessageId]);
    ObjectWriter writer(out);
    addMembers(message, type, uuid_, {event_, &writer});
    writer.begin(R"("properties":)");
    writeProperties(message, type, event_, out);
    writer.end();
}

void SegmentEvent::tell(const Message& message, std::string_view type, std::string& out) {
    type = typeOf(message, type);
    uuid_ = uuidOf(message[Member::kMessageId]);
    addMembers(message, type, uuid_, {event_, nullptr});
    writeProperties(message, type, event_, out);
    const auto& given = message[Member::kProperties];
    const auto kind = given.isNull() ? json::TokenKind::kStartObject : given.kind;
    event_.set(EventField::kProperties, {kind, false, out});
}

}  // namespace dialects
