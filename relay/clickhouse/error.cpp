#include "clickhouse/client.h"

#include <algorithm>
#include <array>

namespace relay {

namespace {

// A program of a function that is not there (1), a full disk, too much load, a lost connection, a
// restart, read-only or overloaded replicas, a UDF worker that died, a function not yet loaded, a
// normalizer of other rules (throwIf, 395), a statement cancelled by a server that stops: all of
// them pass.
constexpr std::array kRetryableCodes = {1,   3,   46,  75,  159, 164, 202, 203, 209, 210, 236, 241,
                                        242, 243, 252, 285, 319, 394, 395, 425, 754, 999, 1002};

constexpr int kUnknownTable = 60;
constexpr int kUnknownDatabase = 81;

}  // namespace

bool ClickHouseError::lacksTable() const {
    return code == kUnknownTable || code == kUnknownDatabase;
}

bool ClickHouseError::isRetryable() const {
    if (kind != Kind::kServer) {
        return true;
    }
    if (code != 0) {
        return std::find(kRetryableCodes.begin(), kRetryableCodes.end(), code) !=
               kRetryableCodes.end();
    }
    // Without a code it is a proxy's failure, or a 200 that broke in the middle.
    return http_status >= 500 || http_status == 200;
}

}  // namespace relay
