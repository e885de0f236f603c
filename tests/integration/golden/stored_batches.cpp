#include "stored_batches.h"

#include <stdexcept>

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

StoredBatches::StoredBatches(const test_support::Stack& stack) {
    std::map<std::string, StoredBatch*> by_time;
    for (const auto& row :
         stack.query("SELECT batch_id, toUnixTimestamp64Micro(received_at), seq, fallback_uuid "
                     "FROM raw_events ORDER BY received_at, batch_id, seq")) {
        auto& batch = batches_[row[0].value()];
        const auto position = std::to_string(batch.fallback_uuids.size());
        const auto received_at_us = std::stoll(row[1].value());
        batch.is_whole = batch.is_whole && row[2] == position &&
                         (position == "0" || received_at_us == batch.received_at_us);
        batch.received_at_us = received_at_us;
        batch.fallback_uuids.push_back(row[3].value());
        by_time[row[1].value()] = &batch;
    }
    for (const auto& table : test_support::goldenTables()) {
        for (auto& row : stack.query(
                 "SELECT " + receivedAtOf(table.name) + ", " + columnsOf(table) + " FROM " +
                 table.source
             )) {
            const auto found = by_time.find(row.at(0).value());
            if (found == by_time.end()) {
                throw std::runtime_error("a row of " + table.name + " without a raw event");
            }
            row.erase(row.begin());
            found->second->rows[table.name].push_back(std::move(row));
        }
    }
}

StoredBatch StoredBatches::batch(const std::string& id) const {
    const auto found = batches_.find(id);
    return found == batches_.end() ? StoredBatch{} : found->second;
}

}  // namespace golden
