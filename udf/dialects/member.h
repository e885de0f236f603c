#pragma once

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
    // of both
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

// What a name stands for in the message or in that member; kNone for nothing.
Member findMember(Member holder, std::string_view name);

}  // namespace dialects
