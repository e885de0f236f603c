#include "ingest/event_verdicts.h"
#include "support/catch.h"

#include <string>

namespace {

std::string verdicts(std::string_view body, const dialects::Dialect& dialect) {
    auto batch = relay::scanCapture(body, 100).value();
    relay::judgeTranslated(batch, dialect);
    std::string all;
    for (const auto& event : batch.events) {
        all += all.empty() ? "" : ",";
        all += event.rejected ? toString(*event.rejected) : "accepted";
    }
    return all;
}

}  // namespace

TEST_CASE("an event of another form is judged by what it means") {
    const std::string body =
        R"([{"type":"page","userId":"u"},{"event":"e","distinct_id":"u"},{"type":"track","userId":"u"},7,NaN])";
    CHECK(
        verdicts(body, {"segment", ""}) ==
        "accepted,missing_distinct_id,missing_event_name,not_an_object,malformed_json"
    );
    CHECK(
        verdicts(body, {"posthog_engage", ""}) ==
        "missing_distinct_id,accepted,missing_distinct_id,not_an_object,malformed_json"
    );
}
