#include "dialects/message.h"
#include "json/parser.h"
#include "support/catch.h"

#include <string>

namespace {

using dialects::Member;

// A message that was read, with its text.
class Read {
public:
    explicit Read(std::string text) : text_(std::move(text)) {
        outcome = parser_.parse(text_, message_);
    }

    const dialects::Message* operator->() const { return &message_; }

    const dialects::MemberValue& operator[](Member member) const { return message_[member]; }

    json::ParseOutcome outcome;

private:
    std::string text_;
    json::Parser parser_;
    dialects::Message message_;
};

}  // namespace

TEST_CASE("a message gives its members as they stand, and their texts") {
    const Read message(
        R"( {"us\u0065rId" : "a\u0062" ,"groupId":-1.50,"traits":{ "x":[1] },"name":null,)"
        R"("context":{"page":{"url":"u","x":{"url":"v"}},"x":{"page":{"url":"w"}}},"x":1} )"
    );
    CHECK(message[Member::kUserId].text == "ab");
    CHECK(message[Member::kUserId].source == R"("a\u0062")");
    CHECK(message[Member::kGroupId].text == "-1.50");
    CHECK(message[Member::kTraits].source == R"({ "x":[1] })");
    CHECK(message[Member::kTraits].isObject());
    CHECK(message[Member::kName].isGiven());
    CHECK(message[Member::kName].isNull());
    CHECK_FALSE(message[Member::kCategory].isGiven());
    CHECK(message[Member::kPageUrl].text == "u");
    CHECK(message[Member::kPage].source == R"({"url":"u","x":{"url":"v"}})");
    CHECK(message->source().front() == '{');
    CHECK(message->source().back() == '}');
}

TEST_CASE("of members given twice the last one counts, with what is in it") {
    const Read message(
        R"({"context":{"sessionId":"s","page":{"url":"u"}},"context":{"page":1},)"
        R"("properties":{"url":"u","$host":"h"},"properties":[{"url":"v"}],"userId":{"userId":1},"userId":2})"
    );
    CHECK_FALSE(message[Member::kContextSessionId].isGiven());
    CHECK_FALSE(message[Member::kPageUrl].isGiven());
    CHECK(message[Member::kPage].text == "1");
    CHECK_FALSE(message[Member::kUrl].isGiven());
    CHECK_FALSE(message[Member::kGivenHost].isGiven());
    CHECK(message[Member::kProperties].source == R"([{"url":"v"}])");
    CHECK(message[Member::kUserId].text == "2");
}

TEST_CASE("a text is a string, number or boolean that is not blank") {
    const Read message(
        R"({"userId":" \t","anonymousId":"","previousId":0,"groupId":false,"messageId":[1],"name":{}})"
    );
    CHECK_FALSE(message[Member::kUserId].isText());
    CHECK_FALSE(message[Member::kAnonymousId].isText());
    CHECK(message[Member::kPreviousId].isText());
    CHECK(message[Member::kGroupId].isText());
    CHECK_FALSE(message[Member::kMessageId].isText());
    CHECK_FALSE(message[Member::kName].isText());
}

TEST_CASE("what is no object is no message, and reading ends where the rules end") {
    CHECK_FALSE(Read(R"([{"userId":1}])")->isObject());
    CHECK_FALSE(Read("1")->isObject());
    const auto nested = [](std::size_t depth) {
        return R"({"userId":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
    };
    CHECK(Read(nested(127)).outcome == json::ParseOutcome::kWellFormed);
    CHECK(Read(nested(128)).outcome == json::ParseOutcome::kStopped);
}
