#pragma once

#include "report.h"

namespace bench {

struct Settings {
    int rounds = 4;
    int seconds = 4;        // of load per sample
    bool is_small = false;  // a tenth of the stored data: to see that everything runs
};

// Each adds its lines to the report. They throw std::runtime_error when a part does not work.

// Events a second from the relay to all tables, against rows inserted straight into event_log.
void benchPipeline(Report& report, const Settings& settings);

// The relay alone, in front of a ClickHouse that only reads, against nginx passing the same on.
void benchRelay(Report& report, const Settings& settings);

// The event rules: in this process, and through the engine against JSONExtract.
void benchNormalizer(Report& report, const Settings& settings);

// ClickHouse's CPU for requests of one event, against one row straight into event_log.
void benchInsert(Report& report, const Settings& settings);

// How long a sender waits at half of saturation, against a single direct insert.
void benchLatency(Report& report, const Settings& settings);

// The relay's memory with 256 connections.
void benchMemory(Report& report, const Settings& settings);

// An outage of ten minutes under 500 events a second, with a spool: nothing lost, nothing twice.
void benchOutage(Report& report, const Settings& settings);

// What 10 M stored events and 1 M claims cost an insert, and what identity costs the queries.
void benchStorage(Report& report, const Settings& settings);

}  // namespace bench
