#include "clickhouse/clock.h"

#include <charconv>
#include <cstdint>
#include <system_error>

namespace relay {

std::optional<std::chrono::seconds> clockDifference(ClickHouseClient& client) {
    ClickHouseRequest request;
    request.query = "SELECT toUnixTimestamp(now()) FORMAT TabSeparated";
    request.use_database = false;
    request.timeout = std::chrono::seconds(5);
    const auto answer = client.execute(request);
    const auto text = answer.value_or("");
    std::int64_t time = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), time).ec != std::errc()) {
        return std::nullopt;
    }
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::seconds(time) - std::chrono::duration_cast<std::chrono::seconds>(now);
}

}  // namespace relay
