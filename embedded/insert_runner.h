#pragma once

#include "engine.h"
#include "insert_split.h"
#include "statement_body.h"

#include <tl/expected.hpp>

#include <string_view>

namespace embedded {

// Streams the rows of one INSERT into the engine: `head`, then the rest of the body. A broken body
// is an error and stores nothing.
tl::expected<Progress, EngineError> runInsert(
    EngineConnection& connection,
    const InsertWithData& insert,
    std::string_view head,
    StatementBody& body
);

}  // namespace embedded
