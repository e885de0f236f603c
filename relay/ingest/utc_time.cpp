#include "ingest/utc_time.h"

#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>

namespace relay {

std::string formatUtc(std::int64_t unix_us) {
    return Poco::DateTimeFormatter::format(Poco::Timestamp(unix_us), "%Y-%m-%d %H:%M:%S.%F");
}

}  // namespace relay
