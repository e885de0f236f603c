#include "upkeep/person/person_json.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace relay {

namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void write(Writer& writer, const char* name, const std::string& text) {
    writer.Key(name);
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void write(Writer& writer, const PersonId& id) {
    write(writer, "distinct_id", id.distinct_id);
    write(writer, "owner", id.owner);
    writer.Key("is_identified");
    writer.Bool(id.is_identified);
    write(writer, "decided_at", id.decided_at);
    write(writer, "first_seen_at", id.first_seen_at);
    write(writer, "last_seen_at", id.last_seen_at);
}

void write(Writer& writer, const PersonClaim& claim) {
    write(writer, "source", claim.source);
    write(writer, "target", claim.target);
    write(writer, "kind", claim.kind);
    write(writer, "refused", claim.refused);
    write(writer, "event", claim.event);
    write(writer, "timestamp", claim.timestamp);
    write(writer, "uuid", claim.uuid);
    write(writer, "api_key", claim.api_key);
    write(writer, "batch_id", claim.batch_id);
    write(writer, "decided_at", claim.decided_at);
}

void write(Writer& writer, const PersonProperty& property) {
    write(writer, "key", property.key);
    writer.Key("value");
    writer.RawValue(property.value.data(), property.value.size(), rapidjson::kObjectType);
    write(writer, "kind", property.kind);
    write(writer, "timestamp", property.timestamp);
    write(writer, "uuid", property.uuid);
}

template <typename Part>
void write(Writer& writer, const char* name, const std::vector<Part>& parts) {
    writer.Key(name);
    writer.StartArray();
    for (const auto& part : parts) {
        writer.StartObject();
        write(writer, part);
        writer.EndObject();
    }
    writer.EndArray();
}

}  // namespace

std::string toJson(const Person& person) {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    writer.StartObject();
    write(writer, "person_id", person.person_id);
    write(writer, "distinct_id", person.ids.front().distinct_id);
    write(writer, "ids", person.ids);
    write(writer, "claims", person.claims);
    write(writer, "properties", person.properties);
    writer.EndObject();
    return buffer.GetString();
}

}  // namespace relay
