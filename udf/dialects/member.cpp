#include "dialects/member.h"

#include "json/name_table.h"

#include <array>

namespace dialects {
namespace {

using Named = json::NamedValue<Member>;

constexpr json::NameTable kMessage(std::to_array<Named>({
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

constexpr json::NameTable kOptions(std::to_array<Named>({
    {"cookieless_mode", Member::kCookielessMode},
    {"disable_skew_correction", Member::kDisableSkewCorrection},
    {"process_person_profile", Member::kProcessPersonProfile},
    {"product_tour_id", Member::kProductTourId},
}));

constexpr json::NameTable kContext(std::to_array<Named>({
    {"traits", Member::kContextTraits},
    {"sessionId", Member::kContextSessionId},
    {"page", Member::kPage},
    {"library", Member::kLibrary},
}));

constexpr json::NameTable kPage(std::to_array<Named>({{"url", Member::kPageUrl}}));

constexpr json::NameTable kLibrary(
    std::to_array<Named>({{"name", Member::kLibraryName}, {"version", Member::kLibraryVersion}})
);

constexpr json::NameTable kProperties(std::to_array<Named>({
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

}  // namespace

Member findMember(Member holder, std::string_view name) {
    switch (holder) {
        case Member::kNone:
            return kMessage.find(name);
        case Member::kOptions:
            return kOptions.find(name);
        case Member::kContext:
            return kContext.find(name);
        case Member::kPage:
            return kPage.find(name);
        case Member::kLibrary:
            return kLibrary.find(name);
        case Member::kProperties:
            return kProperties.find(name);
        default:
            return Member::kNone;
    }
}

}  // namespace dialects
