#include "delivery/stored_rows.h"

#include "delivery/raw_insert.h"

#include <charconv>
#include <string>
#include <system_error>

namespace relay {

namespace {

constexpr const char* kMaxQuerySize = "16777216";  // for the batch ids of the largest group

tl::expected<std::string, ClickHouseError>
ask(ClickHouseClient& client, const std::string& query, std::chrono::milliseconds timeout) {
    ClickHouseRequest request;
    request.query = query;
    request.timeout = timeout;
    request.settings = {{"max_query_size", kMaxQuerySize}};
    return client.execute(request);
}

// An answer that is no number is one that was cut.
tl::expected<std::size_t, ClickHouseError> parseCount(const std::string& answer) {
    std::size_t count = 0;
    const auto* end = answer.data() + answer.size();
    const auto [stop, error] = std::from_chars(answer.data(), end, count);
    if (error != std::errc() || std::string_view(stop, end) != "\n") {
        return tl::make_unexpected(ClickHouseError{
            ClickHouseError::Kind::kTransport,
            0,
            0,
            "expected a number from ClickHouse, not \"" + answer + "\""});
    }
    return count;
}

}  // namespace

tl::expected<std::size_t, ClickHouseError> countStoredRows(
    ClickHouseClient& client,
    const ReceivedBatches& batches,
    std::chrono::milliseconds timeout
) {
    return ask(client, makeStoredRowsQuery(batches.ids, batches.day), timeout).and_then(parseCount);
}

tl::expected<void, ClickHouseError> completeStoredRows(
    ClickHouseClient& client,
    const std::string& normalize_event,
    const ReceivedBatches& batches,
    std::chrono::milliseconds timeout
) {
    const auto query = makeCompletionQuery(normalize_event, batches.ids, batches.day);
    return ask(client, query, timeout).map([](const std::string&) {});
}

}  // namespace relay
