#include "ingest/event_verdicts.h"

#include "event_rules/event_reader.h"
#include "event_rules/verdict.h"

namespace relay {

void judgeTranslated(ScannedBatch& batch, const dialects::Dialect& dialect) {
    dialects::Translator translator(event_rules::CaptureScope::kVerdict);
    event_rules::EventReader reader(event_rules::CaptureScope::kVerdict);
    for (auto& event : batch.events) {
        const auto translation = translator.translate(event.text, dialect);
        event.rejected = translation.event != nullptr
                             ? event_rules::findRejection(*translation.event)
                             : reader.read(translation.text);
    }
}

std::size_t maxTranslationMemory(std::string_view body) {
    return dialects::Translator::maxMemory(body) + json::Parser::maxMemory(body);
}

}  // namespace relay
