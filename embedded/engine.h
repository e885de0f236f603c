#pragma once

#include "engine_error.h"
#include "summary.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

struct chdb_connection_;
struct chdb_result_;
struct chdb_insert_stream_;

namespace embedded {

// What one statement gave. Holds the engine's own buffer.
class EngineResult {
public:
    explicit EngineResult(chdb_result_* result);

    [[nodiscard]] std::optional<EngineError> error() const;
    [[nodiscard]] std::string_view body() const;
    [[nodiscard]] Progress progress() const;

private:
    struct Destroy {
        void operator()(chdb_result_* result) const;
    };

    std::unique_ptr<chdb_result_, Destroy> result_;
};

// One INSERT whose rows arrive in pieces. Without finish() nothing is stored.
class InsertStream {
public:
    explicit InsertStream(chdb_insert_stream_* stream) : stream_(stream) {}

    ~InsertStream();
    InsertStream(const InsertStream&) = delete;
    InsertStream& operator=(const InsertStream&) = delete;

    [[nodiscard]] std::optional<EngineError> error() const;

    // False when the engine wants no more; finish() then tells why.
    bool append(std::string_view bytes);

    // Commits.
    EngineResult finish();

private:
    chdb_insert_stream_* stream_;
    bool finished_ = false;
};

// A private session: its database and settings end with it. One statement at a time.
class EngineConnection {
public:
    EngineConnection(const std::string& path, const std::string& config_file);

    // `format` is that of the result, where the statement names none.
    EngineResult query(std::string_view sql, std::string_view format);

    // Query parameters that were SET are gone.
    void forgetParameters();

    // `sql` without FORMAT.
    std::unique_ptr<InsertStream> insert(std::string_view sql, std::string_view format);

private:
    struct Close {
        void operator()(chdb_connection_** connection) const;
    };

    std::unique_ptr<chdb_connection_*, Close> connection_;
};

// The engine of this process: one at a time, on one data path. Thread-safe. It must outlive its
// connections.
class Engine {
public:
    // Throws std::runtime_error with one line when the engine cannot open the path.
    Engine(std::string path, std::string config_file);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // Throws std::runtime_error.
    [[nodiscard]] EngineConnection connect() const;

    // Stops what runs under this marker (engine_settings.h), or everything.
    void kill(std::string_view marker);
    void killAll();

    [[nodiscard]] const std::string& version() const { return version_; }

    [[nodiscard]] const std::string& timezone() const { return timezone_; }

private:
    std::string path_;
    std::string config_file_;
    // Also keeps the engine up between requests: it shuts down with its last connection.
    std::optional<EngineConnection> own_connection_;
    std::mutex own_connection_mutex_;
    std::string version_;
    std::string timezone_;
};

}  // namespace embedded
