#pragma once

#include "engine.h"
#include "statement.h"

#include <functional>
#include <string_view>

namespace embedded {

struct QueryTask {
    EngineConnection& connection;
    const Statement& statement;  // a kSelect
    std::string_view default_format;
    std::string_view marker;
    int client;  // socket: the query is stopped when its other side is gone
};

// Gets the result piece by piece; false or an exception stops the query.
using ResultSink = std::function<bool(std::string_view)>;

// Runs a SELECT and hands its result over as the engine makes it. The engine writes into a pipe
// (INTO OUTFILE), because libchdb's own streaming formats every block as a result of its own, which
// breaks JSON, CSVWithNames and Parquet. A client that leaves, or a sink that refuses, ends it with
// QUERY_WAS_CANCELLED.
EngineResult runQuery(Engine& engine, const QueryTask& task, const ResultSink& sink);

}  // namespace embedded
