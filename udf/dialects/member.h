#pragma once

#include "json/name_table.h"
#include "json/token.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dialects {

// The members that some dialect looks at. What is inside of one stands behind it.
enum class Member : std::uint8_t {
    kNone,
    // of Segment's messages
    kType,
    kName,
    kCategory,
    kUserId,
    kAnonymousId,
    kPreviousId,
    kGroupId,
    kMessageId,
    kOriginalTimestamp,
    kSentAt,
    kTraits,
    // of PostHog's events
    kDistinctId,  // with a dollar sign
    kSessionId,
    kWindowId,
    kOptions,
    kCookielessMode,
    kDisableSkewCorrection,
    kProcessPersonProfile,
    kProductTourId,
    // Segment's, some of them PostHog's as well; a member follows the one that it is inside of
    kEvent,
    kTimestamp,
    kContext,
    kContextTraits,
    kContextSessionId,
    kPage,
    kPageUrl,
    kLibrary,
    kLibraryName,
    kLibraryVersion,
    kProperties,
    kUrl,
    // what a dialect adds to the properties, where it is there already
    kGivenAnonDistinctId,
    kGivenSet,
    kGivenAlias,
    kGivenGroupType,
    kGivenGroupKey,
    kGivenGroupSet,
    kGivenName,
    kGivenCategory,
    kGivenScreenName,
    kGivenCurrentUrl,
    kGivenHost,
    kGivenSessionId,
    kGivenWindowId,
    kGivenLib,
    kGivenLibVersion,
    kGivenDeviceId,
    kGivenContext,
    kGivenCookielessMode,
    kGivenIgnoreSentAt,
    kGivenProcessPersonProfile,
    kGivenProductTourId,
};

inline constexpr std::size_t kMemberCount =
    static_cast<std::size_t>(Member::kGivenProductTourId) + 1;

constexpr std::size_t indexOf(Member member) {
    return static_cast<std::size_t>(member);
}

// Whether members of that member matter; kNone is the message itself.
constexpr bool holdsMembers(Member member) {
    return member == Member::kNone || member == Member::kOptions || member == Member::kContext ||
           member == Member::kPage || member == Member::kLibrary || member == Member::kProperties;
}

constexpr std::uint64_t bitOf(Member member) {
    return std::uint64_t{1} << indexOf(member);
}

static_assert(kMemberCount <= 64);

// The last member inside of that one, or itself.
constexpr Member lastWithin(Member member) {
    switch (member) {
        case Member::kOptions:
            return Member::kProductTourId;
        case Member::kContext:
        case Member::kLibrary:
            return Member::kLibraryVersion;
        case Member::kPage:
            return Member::kPageUrl;
        case Member::kProperties:
            return Member::kGivenProductTourId;
        default:
            return member;
    }
}

// Of a member and all that are inside of it.
constexpr std::uint64_t bitsWithin(Member member) {
    return 2 * bitOf(lastWithin(member)) - bitOf(member);
}

using NamedMember = json::NamedValue<Member>;

inline constexpr json::NameTable kMessageNames(std::to_array<NamedMember>({
    {"type", Member::kType},
    {"event", Member::kEvent},
    {"name", Member::kName},
    {"category", Member::kCategory},
    {"userId", Member::kUserId},
    {"anonymousId", Member::kAnonymousId},
    {"previousId", Member::kPreviousId},
    {"groupId", Member::kGroupId},
    {"messageId", Member::kMessageId},
    {"originalTimestamp", Member::kOriginalTimestamp},
    {"timestamp", Member::kTimestamp},
    {"sentAt", Member::kSentAt},
    {"traits", Member::kTraits},
    {"context", Member::kContext},
    {"properties", Member::kProperties},
    {"$distinct_id", Member::kDistinctId},
    {"session_id", Member::kSessionId},
    {"window_id", Member::kWindowId},
    {"options", Member::kOptions},
}));

inline constexpr json::NameTable kOptionsNames(std::to_array<NamedMember>({
    {"cookieless_mode", Member::kCookielessMode},
    {"disable_skew_correction", Member::kDisableSkewCorrection},
    {"process_person_profile", Member::kProcessPersonProfile},
    {"product_tour_id", Member::kProductTourId},
}));

inline constexpr json::NameTable kContextNames(std::to_array<NamedMember>({
    {"traits", Member::kContextTraits},
    {"sessionId", Member::kContextSessionId},
    {"page", Member::kPage},
    {"library", Member::kLibrary},
}));

inline constexpr json::NameTable kPageNames(std::to_array<NamedMember>({{"url", Member::kPageUrl}})
);

inline constexpr json::NameTable kLibraryNames(std::to_array<NamedMember>(
    {{"name", Member::kLibraryName}, {"version", Member::kLibraryVersion}}
));

inline constexpr json::NameTable kPropertiesNames(std::to_array<NamedMember>({
    {"url", Member::kUrl},
    {"$anon_distinct_id", Member::kGivenAnonDistinctId},
    {"$set", Member::kGivenSet},
    {"alias", Member::kGivenAlias},
    {"$group_type", Member::kGivenGroupType},
    {"$group_key", Member::kGivenGroupKey},
    {"$group_set", Member::kGivenGroupSet},
    {"name", Member::kGivenName},
    {"category", Member::kGivenCategory},
    {"$screen_name", Member::kGivenScreenName},
    {"$current_url", Member::kGivenCurrentUrl},
    {"$host", Member::kGivenHost},
    {"$session_id", Member::kGivenSessionId},
    {"$window_id", Member::kGivenWindowId},
    {"$lib", Member::kGivenLib},
    {"$lib_version", Member::kGivenLibVersion},
    {"$device_id", Member::kGivenDeviceId},
    {"context", Member::kGivenContext},
    {"$cookieless_mode", Member::kGivenCookielessMode},
    {"$ignore_sent_at", Member::kGivenIgnoreSentAt},
    {"$process_person_profile", Member::kGivenProcessPersonProfile},
    {"$product_tour_id", Member::kGivenProductTourId},
}));

// What a name stands for in the message or in that member; kNone for nothing.
inline Member findMember(Member holder, const json::Token& key) {
    switch (holder) {
        case Member::kNone:
            return kMessageNames.find(key.text, key.name_hash);
        case Member::kOptions:
            return kOptionsNames.find(key.text, key.name_hash);
        case Member::kContext:
            return kContextNames.find(key.text, key.name_hash);
        case Member::kPage:
            return kPageNames.find(key.text, key.name_hash);
        case Member::kLibrary:
            return kLibraryNames.find(key.text, key.name_hash);
        case Member::kProperties:
            return kPropertiesNames.find(key.text, key.name_hash);
        default:
            return Member::kNone;
    }
}

}  // namespace dialects
