#include "stored_batch.h"

#include <string>

namespace golden {

namespace {

// Claims and person operations have no receive time of their own; it is the upper part
// of precedence (migrations/0002).
std::string receivedAtOf(const std::string& table) {
    const bool has_precedence = table == "identity_claims" || table == "person_property_ops";
    if (has_precedence) {
        return "toInt64(intDiv(bitNot(precedence), 4294967296))";
    }
    return "toUnixTimestamp64Micro(" +
           std::string(table == "events" ? "inserted_at" : "received_at") + ")";
}

std::string columnsOf(const test_support::GoldenTable& table) {
    std::string columns;
    for (const auto& column : table.columns) {
        columns += (columns.empty() ? "" : ", ");
        columns += column.name;
    }
    return columns;
}

}  // namespace

StoredBatch::StoredBatch(const test_support::Stack& stack, std::int64_t watermark_us)
    : stack_(stack), received_at_us_(watermark_us) {
    const auto rows = stack.query(
        "SELECT toUnixTimestamp64Micro(received_at), batch_id, seq, fallback_uuid FROM raw_events "
        "WHERE toUnixTimestamp64Micro(received_at) > " +
        std::to_string(watermark_us) + " ORDER BY received_at, batch_id, seq"
    );
    for (std::size_t i = 0; i < rows.size(); ++i) {
        is_whole_ = is_whole_ && rows[i][0] == rows[0][0] && rows[i][1] == rows[0][1] &&
                    rows[i][2] == std::to_string(i);
        received_at_us_ = std::stoll(rows[i][0].value());
        fallback_uuids_.push_back(rows[i][3].value());
    }
}

std::vector<test_support::GoldenValues> StoredBatch::rows(const test_support::GoldenTable& table
) const {
    if (fallback_uuids_.empty()) {
        return {};
    }
    return stack_.query(
        "SELECT " + columnsOf(table) + " FROM " + table.source + " WHERE " +
        receivedAtOf(table.name) + " = " + std::to_string(received_at_us_)
    );
}

}  // namespace golden
