#include "output_format.h"

#include <array>
#include <utility>

namespace embedded {
namespace {

using Entry = std::pair<std::string_view, std::string_view>;

// The first prefix that fits wins.
constexpr std::array<Entry, 23> kTypes{{
    {"JSONEachRow", "application/x-ndjson; charset=UTF-8"},
    {"JSONStringsEachRow", "application/x-ndjson; charset=UTF-8"},
    {"JSONCompactEachRow", "application/x-ndjson; charset=UTF-8"},
    {"JSONCompactStringsEachRow", "application/x-ndjson; charset=UTF-8"},
    {"JSONLines", "application/x-ndjson; charset=UTF-8"},
    {"NDJSON", "application/x-ndjson; charset=UTF-8"},
    {"JSON", "application/json; charset=UTF-8"},
    {"TabSeparated", "text/tab-separated-values; charset=UTF-8"},
    {"TSV", "text/tab-separated-values; charset=UTF-8"},
    {"TSKV", "text/tab-separated-values; charset=UTF-8"},
    {"LineAsString", "text/plain; charset=UTF-8"},
    {"CSV", "text/csv; charset=UTF-8; header=absent"},
    {"XML", "application/xml; charset=UTF-8"},
    {"Markdown", "text/markdown; charset=UTF-8"},
    {"Pretty", "text/plain; charset=UTF-8"},
    {"Vertical", "text/plain; charset=UTF-8"},
    {"Values", "text/plain; charset=UTF-8"},
    {"Template", "text/plain; charset=UTF-8"},
    {"Custom", "text/plain; charset=UTF-8"},
    {"SQLInsert", "text/plain; charset=UTF-8"},
    {"Null", "text/plain; charset=UTF-8"},
    {"Prometheus", "text/plain; version=0.0.4; charset=UTF-8"},
    {"Parquet", "application/octet-stream"},
}};

}  // namespace

std::string contentType(std::string_view format) {
    if (format.starts_with("CSVWithNames")) {
        return "text/csv; charset=UTF-8; header=present";
    }
    for (const auto& [prefix, type] : kTypes) {
        if (format.starts_with(prefix)) {
            return std::string(type);
        }
    }
    return "application/octet-stream";
}

}  // namespace embedded
