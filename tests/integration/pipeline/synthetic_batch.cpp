#include "synthetic_batch.h"

#include <iomanip>
#include <sstream>

namespace pipeline {

namespace {

constexpr std::size_t kMonths = 7;

std::string timestampOf(std::size_t number) {
    std::ostringstream text;
    text << std::setfill('0') << "2025-" << std::setw(2) << 1 + number % kMonths << '-'
         << std::setw(2) << 1 + number % 28 << "T12:00:" << std::setw(2) << number % 60 << "Z";
    return text.str();
}

// Empty when the event keeps all rules, else the members that break one.
std::string brokenMembers(std::size_t number) {
    switch (number % 10) {
        case 2:
            return R"("event":" ","distinct_id":"d")";
        case 5:
            return R"("event":"broken","properties":{"distinct_id":null})";
        case 6:
            return R"("event":"broken","distinct_id":"d","properties":[1,2,3])";
        default:
            return {};
    }
}

std::string goodMembers(std::size_t number) {
    const std::string n = std::to_string(number);
    const std::string user = std::to_string(number % 1000);
    return R"("event":"step )" + std::to_string(number % 5) + R"(","distinct_id":"user-)" + user +
           R"(","timestamp":")" + timestampOf(number) + R"(","properties":{"$session_id":"s-)" +
           user + R"(","n":)" + n + R"(,"$set":{"seen":)" + n + "}}";
}

}  // namespace

std::string uuidOfEvent(std::size_t number) {
    std::ostringstream text;
    text << "5e9e7a11-0000-4000-8000-" << std::setfill('0') << std::setw(12) << number;
    return text.str();
}

SyntheticBatch makeBatch(std::size_t first, std::size_t size) {
    SyntheticBatch batch;
    batch.body = R"({"api_key":"golden_key","batch":[)";
    for (std::size_t number = first; number < first + size; ++number) {
        const std::string broken = brokenMembers(number);
        batch.body += number == first ? "{" : ",{";
        batch.body += broken.empty() ? goodMembers(number) : broken;
        batch.body += R"(,"uuid":")" + uuidOfEvent(number) + "\"}";
        (broken.empty() ? batch.accepted : batch.rejected).push_back(uuidOfEvent(number));
    }
    batch.body += "]}";
    return batch;
}

}  // namespace pipeline
