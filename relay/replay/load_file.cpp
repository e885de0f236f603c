#include "replay/load_file.h"

#include "delivery/delivery_policy.h"
#include "delivery/raw_insert.h"
#include "delivery/retry_policy.h"
#include "replay/line_source.h"
#include "replay/raw_line.h"
#include "text/utc_time.h"

#include <chrono>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <thread>
#include <utility>
#include <vector>

namespace relay {

namespace {

constexpr std::size_t kMaxRows = 5'000;
constexpr std::size_t kMaxBytes = std::size_t{8} << 20U;
constexpr std::uint64_t kLinesPerReport = 100'000;
constexpr std::size_t kShownBadLines = 5;
constexpr std::size_t kMaxAttempts = 8;
constexpr std::chrono::minutes kTimeout{2};
constexpr std::size_t kDaySize = 10;
constexpr double kFullPause = 1.0;

class Loader {
public:
    Loader(const ReplayContext& context, ClickHouseClient& client)
        : context_(context), client_(client) {}

    tl::expected<void, std::string> load(LineSource source) {
        for (;;) {
            const auto line = source.next();
            if (!line) {
                return tl::unexpected("after line " + std::to_string(lines_) + ": " + line.error());
            }
            if (!*line) {
                break;
            }
            ++lines_;
            if ((*line)->find_first_not_of(" \t\r") != std::string::npos) {
                take(**line);
            }
            if (rows_.size() >= kMaxRows || bytes_ >= kMaxBytes) {
                if (auto done = flush(); !done) {
                    return done;
                }
            }
            if (lines_ % kLinesPerReport == 0) {
                std::cerr << lines_ << " lines\n";
            }
            if (context_.is_stopped()) {
                return tl::unexpected(
                    "stopped at line " + std::to_string(lines_) + "; run it again to go on"
                );
            }
        }
        return flush().and_then([this] { return report(); });
    }

private:
    void take(const std::string& line) {
        auto rows = parseRawLine(line, lines_, now_);
        if (!rows) {
            ++bad_lines_;
            if (bad_lines_ <= kShownBadLines) {
                context_.tell("line " + std::to_string(lines_) + ": " + rows.error());
            }
            return;
        }
        for (auto& row : *rows) {
            bytes_ += row.json.size();
            rows_.push_back(std::move(row));
        }
    }

    // "batch_id seq" of those of the rows that are stored.
    tl::expected<std::set<std::string>, std::string> findStored() {
        std::string ids;
        std::set<std::string> batches;
        for (const auto& row : rows_) {
            if (batches.insert(row.batch_id).second) {
                ids += ids.empty() ? "" : ",";
                ids += quoted(row.batch_id);
            }
        }
        return context_.database
            .rows(
                "SELECT concat(toString(batch_id), ' ', toString(seq)) FROM raw_events WHERE "
                "batch_id IN (" +
                ids + ")"
            )
            .map([](const std::vector<Database::Row>& found) {
                std::set<std::string> stored;
                for (const auto& row : found) {
                    stored.insert(row.front());
                }
                return stored;
            });
    }

    tl::expected<void, std::string> flush() {
        if (rows_.empty()) {
            return {};
        }
        auto stored = findStored();
        if (!stored) {
            return tl::unexpected(stored.error());
        }
        std::map<std::string, std::string> days;  // an insert touches one partition
        for (const auto& row : rows_) {
            if (stored->insert(row.batch_id + " " + std::to_string(row.seq)).second) {
                days[row.received_at.substr(0, kDaySize)] += row.json + "\n";
                ++loaded_;
            } else {
                ++there_;
            }
        }
        rows_.clear();
        bytes_ = 0;
        for (const auto& [day, ndjson] : days) {
            if (auto done = insert(ndjson); !done) {
                return done;
            }
        }
        return {};
    }

    tl::expected<void, std::string> insert(const std::string& ndjson) {
        const auto token = makeToken();
        const DeliveryPolicy policy;
        for (std::size_t attempt = 1;; ++attempt) {
            const auto done = client_.execute(makeRawInsert({ndjson}, token, kTimeout));
            if (done) {
                return {};
            }
            if (!done.error().isRetryable() || attempt == kMaxAttempts) {
                return tl::unexpected("not stored: " + done.error().message);
            }
            std::this_thread::sleep_for(backoff(policy, attempt, kFullPause));
        }
    }

    tl::expected<void, std::string> report() {
        context_.tell(
            std::to_string(lines_) + " lines: " + std::to_string(loaded_) + " events loaded, " +
            std::to_string(there_) + " were there already"
        );
        if (bad_lines_ != 0) {
            return tl::unexpected(
                std::to_string(bad_lines_) + " lines were bad and are not loaded"
            );
        }
        return {};
    }

    const ReplayContext& context_;
    ClickHouseClient& client_;
    std::string now_ = formatUtc(
        std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()),
        ' '
    );
    std::vector<RawLineRow> rows_;
    std::size_t bytes_ = 0;
    std::uint64_t lines_ = 0;
    std::uint64_t bad_lines_ = 0;
    std::uint64_t loaded_ = 0;
    std::uint64_t there_ = 0;
};

}  // namespace

tl::expected<void, std::string>
loadFile(const ReplayContext& context, ClickHouseClient& client, const std::string& path) {
    std::ifstream file;
    if (path != "-") {
        file.open(path, std::ios::binary);
        if (!file) {
            return tl::unexpected("cannot read " + path);
        }
    }
    return Loader(context, client).load(LineSource(path == "-" ? std::cin : file));
}

}  // namespace relay
