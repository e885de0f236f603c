#include "ingest/event_verdicts.h"

#include "event_rules/event_reader.h"

namespace relay {

void judgeTranslated(ScannedBatch& batch, const dialects::Dialect& dialect) {
    dialects::Translator translator;
    event_rules::EventReader reader(event_rules::CaptureScope::kVerdict);
    for (auto& event : batch.events) {
        event.rejected = reader.read(translator.translate(event.text, dialect).text);
    }
}

std::size_t maxTranslationMemory(std::string_view body) {
    return dialects::Translator::maxMemory(body) + json::Parser::maxMemory(body);
}

}  // namespace relay
