#include "observe/readings.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>

namespace relay {

namespace {

using prometheus::MetricType;

// Of /proc/self/stat, counted from 0 behind the closing bracket of the program's name: proc(5).
constexpr int kStartTimeField = 19;
constexpr int kThreadsField = 17;

class Readings {
public:
    void add(MetricType type, const char* name, const char* help, double value) {
        prometheus::ClientMetric metric;
        (type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
        families_.push_back({name, help, type, {metric}});
    }

    void addGauge(const char* name, const char* help, std::optional<double> value) {
        if (value) {
            add(MetricType::Gauge, name, help, *value);
        }
    }

    void addGauge(const char* name, const char* help, std::size_t value) {
        add(MetricType::Gauge, name, help, static_cast<double>(value));
    }

    void addFamily(prometheus::MetricFamily family) { families_.push_back(std::move(family)); }

    std::vector<prometheus::MetricFamily> take() { return std::move(families_); }

private:
    std::vector<prometheus::MetricFamily> families_;
};

void addBackground(Readings& readings, const BackgroundWork& work) {
    prometheus::MetricFamily ages{
        "relay_background_view_age_seconds",
        "Since ClickHouse last ran the view with success",
        MetricType::Gauge,
        {}};
    for (const auto& view : work.views) {
        prometheus::ClientMetric metric;
        metric.label = {{"view", view.name}};
        metric.gauge.value = view.age_seconds;
        ages.metric.push_back(metric);
    }
    readings.addFamily(std::move(ages));
    readings.addGauge(
        "relay_broken_parts", "Parts that ClickHouse could not read", work.broken_parts
    );
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::optional<double> statField(int number) {
    std::ifstream file("/proc/self/stat");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const auto bracket = text.rfind(')');
    if (bracket == std::string::npos) {
        return std::nullopt;
    }
    std::istringstream fields(text.substr(bracket + 1));
    std::string field;
    for (int i = 0; i <= number; ++i) {
        fields >> field;
    }
    double value = 0;
    return std::istringstream(field) >> value ? std::optional(value) : std::nullopt;
}

// The second in which the machine started.
std::optional<double> bootTime() {
    std::ifstream file("/proc/stat");
    std::string word;
    while (file >> word) {
        double value = 0;
        if (word == "btime" && file >> value) {
            return value;
        }
    }
    return std::nullopt;
}

std::optional<double> startTime() {
    const auto boot = bootTime();
    const auto ticks = statField(kStartTimeField);
    if (!boot || !ticks) {
        return std::nullopt;
    }
    return *boot + *ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::optional<double> residentBytes() {
    std::ifstream file("/proc/self/statm");
    double all_pages = 0;
    double resident_pages = 0;
    if (!(file >> all_pages >> resident_pages)) {
        return std::nullopt;
    }
    return resident_pages * static_cast<double>(sysconf(_SC_PAGESIZE));
}

std::optional<double> openFiles() {
    std::error_code error;
    const std::filesystem::directory_iterator files("/proc/self/fd", error);
    if (error) {
        return std::nullopt;
    }
    return static_cast<double>(std::distance(begin(files), end(files)) - 1);  // less its own
}

}  // namespace

std::vector<prometheus::MetricFamily> readLoad(const Load& load) {
    const auto& [connections, delivery, memory, spool, background] = load;
    Readings readings;
    readings.addGauge("relay_open_connections", "Connections of clients", connections.open);
    readings.addGauge(
        "relay_connection_limit", "Connections that are served at most", connections.limit
    );
    readings.addGauge(
        "relay_in_flight_requests", "Requests being read, stored or answered", connections.serving
    );
    readings.addGauge(
        "relay_queued_requests", "Requests that wait for a commit group", delivery.queued_requests
    );
    readings.addGauge(
        "relay_queued_bytes", "Bytes of rows that wait for a commit group", delivery.queued_bytes
    );
    readings.addGauge(
        "relay_in_flight_groups", "Commit groups on their way", delivery.groups_in_flight
    );
    readings.addGauge(
        "relay_memory_budget_used_bytes", "Bytes that requests hold", memory.used_bytes
    );
    readings.addGauge(
        "relay_memory_budget_bytes", "Bytes that requests may hold together", memory.limit_bytes
    );
    readings.addGauge("relay_spool_groups", "Commit groups in the spool", spool.groups);
    readings.addGauge("relay_spool_bytes", "Bytes of groups in the spool", spool.bytes);
    readings.addGauge(
        "relay_spool_limit_bytes", "Bytes that the spool may hold; 0 without one", spool.limit_bytes
    );
    readings.add(
        MetricType::Gauge,
        "relay_spool_oldest_seconds",
        "Age of the oldest group in the spool",
        spool.oldest_seconds
    );
    readings.addGauge(
        "relay_spool_damaged_groups", "Spooled groups that were set aside", spool.damaged_groups
    );
    if (background) {
        addBackground(readings, *background);
    }
    return readings.take();
}

std::vector<prometheus::MetricFamily> readProcess() {
    Readings readings;
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) == 0) {
        readings.add(
            MetricType::Counter,
            "process_cpu_seconds_total",
            "User and system time",
            seconds(usage.ru_utime) + seconds(usage.ru_stime)
        );
    }
    readings.addGauge("process_resident_memory_bytes", "Memory in use", residentBytes());
    readings.addGauge("process_threads", "Threads", statField(kThreadsField));
    readings.addGauge("process_open_fds", "Open file descriptors", openFiles());
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        readings.addGauge("process_max_fds", "File descriptors at most", files.rlim_cur);
    }
    readings.addGauge("process_start_time_seconds", "Start, as Unix time", startTime());
    return readings.take();
}

}  // namespace relay
