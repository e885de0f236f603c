#include "web_events.h"

#include "event_rules/uuid.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Format.h>
#include <Poco/String.h>
#include <Poco/Timestamp.h>

#include <fstream>
#include <stdexcept>

namespace bench {

WebEvents::WebEvents(unsigned seed, std::uint32_t first_person, const char* templates)
    : first_person_(first_person), random_(seed) {
    std::ifstream file(templates);
    for (std::string line; std::getline(file, line);) {
        templates_.push_back(line);
    }
    if (templates_.empty()) {
        throw std::runtime_error(std::string("no events in ") + templates);
    }
}

std::string WebEvents::next() {
    auto event = templates_[random_() % templates_.size()];
    Poco::replaceInPlace(event, std::string("{{uuid}}"), uuid());
    Poco::replaceInPlace(
        event,
        std::string("{{user}}"),
        Poco::format(
            "01890c3a-5d2e-7007-a000-0000%08Lx", Poco::UInt64{first_person_ + random_() % kPeople}
        )
    );
    Poco::replaceInPlace(
        event,
        std::string("{{time}}"),
        Poco::DateTimeFormatter::format(
            Poco::Timestamp(), Poco::DateTimeFormat::ISO8601_FRAC_FORMAT
        )
    );
    return event;
}

std::string WebEvents::batch(std::size_t size) {
    std::string body = R"({"api_key":"golden_key","batch":[)";
    for (std::size_t i = 0; i < size; ++i) {
        body += i == 0 ? "" : ",";
        body += next();
    }
    return body + "]}";
}

std::string WebEvents::array(std::size_t size) {
    std::string body = "[";
    for (std::size_t i = 0; i < size; ++i) {
        body += i == 0 ? "" : ",";
        body += next();
    }
    Poco::replaceInPlace(body, std::string("local_dev_key"), std::string("golden_key"));
    return body + "]";
}

std::string WebEvents::uuid() {
    const auto high = random_();
    const auto low = random_();
    return Poco::format(
        "%08Lx-%04Lx-4%03Lx-8%03Lx-%012Lx",
        Poco::UInt64{high >> 32U},
        Poco::UInt64{(high >> 16U) & 0xFFFFU},
        Poco::UInt64{high & 0xFFFU},
        Poco::UInt64{low >> 52U},
        Poco::UInt64{low & 0xFFFFFFFFFFFFU}
    );
}

}  // namespace bench
