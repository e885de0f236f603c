#pragma once

#include "engine.h"
#include "engine_error.h"
#include "request_params.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace embedded {

// The database, settings and parameters that a request sets for itself, in a connection that
// outlives it. What a session itself had SET comes back, except parameters (SET param_*): the
// engine forgets them with those of a request.
class RequestSettings {
public:
    // Keeps the reference.
    explicit RequestSettings(EngineConnection& connection) : connection_(connection) {}

    // `readonly` among the settings is left out: the connection could never leave it.
    tl::expected<void, EngineError> apply(const RequestParams& params, std::string_view marker);

    // False when the connection is not what it was before.
    [[nodiscard]] bool takeBack();

private:
    tl::expected<std::string, EngineError> ask(const std::string& sql);
    tl::expected<void, EngineError> useDatabase(const std::string& database);
    tl::expected<void, EngineError> set(const NameValues& settings, std::string_view marker);

    EngineConnection& connection_;
    std::string undo_database_;
    std::string undo_settings_;
    bool has_parameters_ = false;
};

}  // namespace embedded
