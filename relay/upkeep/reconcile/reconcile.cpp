#include "upkeep/reconcile/reconcile.h"

#include "upkeep/reconcile/decide_again.h"

namespace relay {

namespace {

tl::expected<ReconcileReport, std::string>
makeReport(Database& database, const std::string& begin) {
    const Script::Parameters since{{"since", begin}};
    ReconcileReport report;
    return database.number({"count_decided", since})
        .and_then([&](std::uint64_t changed) {
            report.changed_ids = changed;
            return database.rows({"reconciled", since});
        })
        .and_then([&](const std::vector<Database::Row>& rows) {
            report.ids = std::stoull(rows.front().at(0));
            report.folded_persons = std::stoull(rows.front().at(1));
            return database.rows({"claim_verdicts"});
        })
        .map([&](const std::vector<Database::Row>& rows) {
            for (const auto& row : rows) {
                report.claims.emplace_back(row.at(0), row.at(1));
            }
            return report;
        });
}

}  // namespace

tl::expected<ReconcileReport, std::string> reconcileAll(Database& database) {
    return database.value({"server_time"}).and_then([&](const std::string& begin) {
        return chooseIds(database, "all_ids")
            .and_then([&](const ChosenIds& ids) { return decideAgain(database, ids); })
            .and_then([&] { return makeReport(database, begin); });
    });
}

}  // namespace relay
