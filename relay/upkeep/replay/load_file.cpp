#include "upkeep/replay/load_file.h"

#include "ingest/utc_time.h"
#include "upkeep/replay/follow_up.h"
#include "upkeep/replay/line_source.h"
#include "upkeep/replay/load_progress.h"
#include "upkeep/replay/raw_line.h"
#include "upkeep/replay/raw_retention.h"
#include "upkeep/replay/raw_store.h"
#include "upkeep/replay/standard_input.h"

#include <Poco/Timestamp.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <istream>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace relay {

namespace {

constexpr std::size_t kMaxRows = 5'000;
constexpr std::size_t kMaxBytes = std::size_t{8} << 20U;
constexpr std::size_t kShownBadLines = 5;

class Loader {
public:
    // `file_bytes`: the size of what is read, where it has one.
    Loader(
        const ReplayContext& context,
        ClickHouseClient& client,
        std::optional<std::uint64_t> file_bytes
    )
        : context_(context), store_(context.database, client, now_), file_bytes_(file_bytes) {}

    tl::expected<void, std::string> load(LineSource source) {
        return completeReplay(context_.database, context_.tell)
            .and_then([&] { return recoverLoad(context_.database, context_.tell); })
            .and_then([&] { return findRetention(); })
            .and_then([&] { return store_.open(); })
            .and_then([&] { return loadLines(source); })
            .and_then([&] { return store_.close(); })
            .and_then([&] { return report(); });
    }

private:
    tl::expected<void, std::string> findRetention() {
        return rawRetentionDays(context_.database)
            .and_then([&](std::uint64_t days) {
                retention_days_ = days;
                return rawKeptSince(context_.database, days);
            })
            .map([&](const std::string& kept_since) { kept_since_ = kept_since; });
    }

    // All that can be read: damage is told at the end.
    tl::expected<void, std::string> loadLines(LineSource& source) {
        LoadProgress progress(file_bytes_);
        for (;;) {
            const auto line = source.next();
            if (context_.is_stopped()) {
                return tl::unexpected(
                    "stopped at line " + std::to_string(lines_) + "; run it again to go on"
                );
            }
            if (!line) {
                damage_ = "after line " + std::to_string(lines_) + ": " + line.error();
            }
            if (!line || !*line) {
                return flush();
            }
            ++lines_;
            if ((*line)->find_first_not_of(" \t\r") != std::string::npos) {
                take(**line, progress);
            }
            if (rows_.size() >= kMaxRows || bytes_ >= kMaxBytes) {
                if (auto done = flush(); !done) {
                    return done;
                }
                progress.show(lines_, source.bytesRead());
            }
        }
    }

    void take(const std::string& line, LoadProgress& progress) {
        auto rows = parseRawLine(line, {lines_, now_, next_seq_}).and_then([&](auto found) {
            return refuseExpired(std::move(found));
        });
        if (!rows) {
            ++bad_lines_;
            if (bad_lines_ <= kShownBadLines) {
                progress.breakLine();
                context_.tell("line " + std::to_string(lines_) + ": " + rows.error());
            }
            return;
        }
        for (auto& row : *rows) {
            ++next_seq_;
            bytes_ += row.json.size();
            rows_.push_back(std::move(row));
        }
    }

    // raw_events would drop such a row at once, and nobody could tell later that it was loaded.
    [[nodiscard]] tl::expected<std::vector<RawLineRow>, std::string> refuseExpired(
        std::vector<RawLineRow> rows
    ) const {
        for (const auto& row : rows) {
            if (row.received_at < kept_since_) {
                return tl::unexpected(
                    "received " + row.received_at + ", longer ago than RAW_RETENTION_DAYS (" +
                    std::to_string(retention_days_) + ") keeps raw events"
                );
            }
        }
        return rows;
    }

    tl::expected<void, std::string> flush() {
        if (rows_.empty()) {
            return {};
        }
        return store_.store(rows_).map([&](std::size_t stored) {
            loaded_ += stored;
            there_ += rows_.size() - stored;
            rows_.clear();
            bytes_ = 0;
        });
    }

    tl::expected<void, std::string> report() {
        context_.tell(
            std::to_string(lines_) + " lines: " + std::to_string(loaded_) + " events loaded, " +
            std::to_string(there_) + " were there already"
        );
        if (bad_lines_ != 0) {
            const auto bad = std::to_string(bad_lines_) + " lines were bad and are not loaded";
            return tl::unexpected(damage_.empty() ? bad : damage_ + "; " + bad);
        }
        if (!damage_.empty()) {
            return tl::unexpected(damage_);
        }
        return {};
    }

    const ReplayContext& context_;
    std::string now_ = formatUtc(Poco::Timestamp().epochMicroseconds());
    RawStore store_;
    std::optional<std::uint64_t> file_bytes_;
    std::uint64_t retention_days_ = 0;
    std::string kept_since_;
    std::uint32_t next_seq_ = 0;
    std::vector<RawLineRow> rows_;
    std::size_t bytes_ = 0;
    std::uint64_t lines_ = 0;
    std::uint64_t bad_lines_ = 0;
    std::string damage_;  // why the file could not be read on
    std::uint64_t loaded_ = 0;
    std::uint64_t there_ = 0;
};

}  // namespace

tl::expected<void, std::string>
loadFile(const ReplayContext& context, ClickHouseClient& client, const std::string& path) {
    if (path == "-") {
        StandardInput input(context.is_stopped);
        std::istream stream(&input);
        return Loader(context, client, std::nullopt).load(LineSource(stream));
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return tl::unexpected("cannot read " + path);
    }
    std::error_code no_size;
    const auto size = std::filesystem::file_size(path, no_size);
    return Loader(context, client, no_size ? std::nullopt : std::optional<std::uint64_t>(size))
        .load(LineSource(file));
}

}  // namespace relay
