#include "observe/metrics.h"

#include "observe/build_info.h"
#include "observe/readings.h"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <iterator>

namespace relay {

namespace {

using CounterFamily = prometheus::Family<prometheus::Counter>;

constexpr int kLargestErrorCode = 9999;

prometheus::Histogram::BucketBoundaries requestBuckets() {
    return {1, 2, 5, 10, 20, 50, 100, 200, 500};
}

prometheus::Histogram::BucketBoundaries eventBuckets() {
    return {1, 10, 100, 1'000, 2'000, 5'000, 10'000, 20'000, 50'000, 100'000};
}

prometheus::Histogram::BucketBoundaries byteBuckets() {
    return {1e3, 1e4, 1e5, 3e5, 1e6, 3e6, 1e7, 3e7, 1e8};
}

prometheus::Histogram::BucketBoundaries secondBuckets() {
    return {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
}

}  // namespace

class Metrics::Impl {
public:
    Impl() {
        prometheus::BuildGauge()
            .Name("relay_build_info")
            .Help("Always 1; the labels tell what runs")
            .Register(registry)
            .Add({{"version", std::string(buildVersion())}, {"commit", std::string(buildCommit())}})
            .Set(1);
        beginAtZero();
    }

    prometheus::Registry registry;
    CounterFamily& requests = family("relay_requests_total", "Requests by route and status");
    CounterFamily& refusals = family("relay_refusals_total", "Refused requests by reason");
    CounterFamily& rejected =
        family("relay_rejected_events_total", "Events stored in rejected_events, by reason");
    CounterFamily& errors =
        family("relay_clickhouse_errors_total", "Failed ClickHouse statements by error code");
    prometheus::Counter& ingested =
        family("relay_ingested_events_total", "Events accepted and committed").Add({});
    prometheus::Counter& body_bytes =
        family("relay_body_bytes_total", "Bytes of request bodies, as sent").Add({});
    prometheus::Counter& inflated_bytes =
        family("relay_inflated_bytes_total", "Bytes of request bodies, once inflated").Add({});
    prometheus::Counter& retries =
        family("relay_commit_retries_total", "Commit groups sent again").Add({});
    prometheus::Histogram& group_requests =
        histogram("relay_group_requests", "Requests in a commit group", requestBuckets());
    prometheus::Histogram& group_events =
        histogram("relay_group_events", "Events in a commit group", eventBuckets());
    prometheus::Histogram& group_bytes =
        histogram("relay_group_bytes", "Bytes of rows in a commit group", byteBuckets());
    prometheus::Histogram& group_seconds = histogram(
        "relay_group_duration_seconds",
        "From the arrival of a group's oldest request to its commit",
        secondBuckets()
    );

private:
    // A counter that appears with its first increment hides it from increase() and rate().
    void beginAtZero() {
        for (int i = 0; i <= static_cast<int>(Rejection::kInternalError); ++i) {
            refusals.Add({{"reason", std::string(describe(static_cast<Rejection>(i)).label)}});
        }
        for (int i = 0; !toString(static_cast<event_rules::RejectReason>(i)).empty(); ++i) {
            const auto reason = toString(static_cast<event_rules::RejectReason>(i));
            rejected.Add({{"reason", std::string(reason)}});
        }
        errors.Add({{"code", "0"}});
    }

    CounterFamily& family(const char* name, const char* help) {
        return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
    }

    prometheus::Histogram& histogram(
        const char* name,
        const char* help,
        const prometheus::Histogram::BucketBoundaries& buckets
    ) {
        return prometheus::BuildHistogram().Name(name).Help(help).Register(registry).Add(
            {}, buckets
        );
    }
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}

Metrics::~Metrics() = default;

void Metrics::countRequest(std::string_view route, int status) {
    impl_->requests.Add({{"route", std::string(route)}, {"status", std::to_string(status)}}
    ).Increment();
}

void Metrics::countRefusal(Rejection rejection) {
    impl_->refusals.Add({{"reason", std::string(describe(rejection).label)}}).Increment();
}

void Metrics::countIngested(std::size_t events) {
    impl_->ingested.Increment(static_cast<double>(events));
}

void Metrics::countRejected(event_rules::RejectReason reason) {
    impl_->rejected.Add({{"reason", std::string(event_rules::toString(reason))}}).Increment();
}

void Metrics::countBodyBytes(std::size_t bytes) {
    impl_->body_bytes.Increment(static_cast<double>(bytes));
}

void Metrics::countInflatedBytes(std::size_t bytes) {
    impl_->inflated_bytes.Increment(static_cast<double>(bytes));
}

void Metrics::observeGroup(const CommittedGroup& group) {
    impl_->group_requests.Observe(static_cast<double>(group.requests));
    impl_->group_events.Observe(static_cast<double>(group.events));
    impl_->group_bytes.Observe(static_cast<double>(group.bytes));
    impl_->group_seconds.Observe(group.duration.count());
}

void Metrics::countRetry() {
    impl_->retries.Increment();
}

void Metrics::countClickHouseError(int code) {
    const bool is_plausible = code >= 0 && code <= kLargestErrorCode;
    impl_->errors.Add({{"code", is_plausible ? std::to_string(code) : "other"}}).Increment();
}

std::string Metrics::expose(const Load& load) const {
    auto families = impl_->registry.Collect();
    for (auto read : {readLoad(load), readProcess()}) {
        std::move(read.begin(), read.end(), std::back_inserter(families));
    }
    return prometheus::TextSerializer().Serialize(families);
}

}  // namespace relay
