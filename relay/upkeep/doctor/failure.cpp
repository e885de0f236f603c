#include "upkeep/doctor/failure.h"

namespace relay {

namespace {

constexpr int kUnsupportedMethod = 1;
constexpr int kAuthenticationFailed = 516;
constexpr int kUdfFailed = 754;

Finding explainServer(const std::string& subject, const ClickHouseError& error) {
    Finding finding{FindingState::kWrong, subject, error.message, {}};
    if (error.code == 0) {
        finding.text =
            "HTTP status " + std::to_string(error.http_status) + ", and not of ClickHouse";
        finding.remedy = "Something else answers on that port: mend CLICKHOUSE_URL, or the proxy.";
    } else if (error.code == kAuthenticationFailed) {
        finding.text = "ClickHouse does not know this user with this password";
        finding.remedy = "Mend CLICKHOUSE_USER and CLICKHOUSE_PASSWORD.";
    } else if (error.code == kAccessDenied) {
        finding.remedy = "Give that grant to CLICKHOUSE_USER: docs/operations.md.";
    } else {
        finding.remedy = "docs/troubleshooting.md explains code " + std::to_string(error.code) +
                         ", or SELECT errorCodeToName(" + std::to_string(error.code) + ").";
    }
    return finding;
}

}  // namespace

Finding explainFailure(const std::string& subject, const ClickHouseError& error) {
    switch (error.kind) {
        case ClickHouseError::Kind::kCertificate:
            return {
                FindingState::kWrong,
                subject,
                "its certificate is not trusted: " + error.message,
                "An authority of your own goes into SSL_CERT_FILE, and the host of CLICKHOUSE_URL "
                "into the certificate: docs/monitoring.md."};
        case ClickHouseError::Kind::kTimeout:
            return {
                FindingState::kWrong,
                subject,
                "ClickHouse does not answer in time",
                "It hangs or is overloaded: see its log. Or the port does not speak what "
                "CLICKHOUSE_URL "
                "says: 8123 is http, 8443 is https."};
        case ClickHouseError::Kind::kTransport:
            return {
                FindingState::kWrong,
                subject,
                "the connection broke: " + error.message,
                "Does the port speak what CLICKHOUSE_URL says? 8123 is http, 8443 is https."};
        case ClickHouseError::Kind::kServer:
            return explainServer(subject, error);
    }
    return {};
}

Finding explainFunction(
    const std::string& function,
    NormalizerKind normalizer,
    const ClickHouseError& error
) {
    auto finding = explainFailure("functions", error);
    if (error.code == kUnknownFunction) {
        finding.text = function + " is not there";
        finding.remedy = normalizer == NormalizerKind::kSql
                             ? "Run relay migrate."
                             : "Install it (docs/install.md) and SYSTEM RELOAD FUNCTIONS; or, for "
                               "rules in SQL, set NORMALIZER=sql and run relay migrate.";
    } else if (error.code == kUnsupportedMethod) {
        finding.text = function + " is there, its program is not";
        finding.remedy = "Put the program into user_scripts, and make it executable.";
    } else if (error.code == kUdfFailed) {
        finding.text = "the program of " + function + " fails";
        finding.remedy =
            "Is it made for this processor, and may the server's user run it? "
            "ClickHouse's log has what it wrote.";
    }
    return finding;
}

bool isOutOfReach(const ClickHouseError& error) {
    return error.kind != ClickHouseError::Kind::kServer || error.code == 0;
}

}  // namespace relay
