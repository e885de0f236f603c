#include "engine.h"

#include "chdb_api.h"
#include "engine_settings.h"

#include <array>
#include <stdexcept>
#include <utility>

namespace embedded {
namespace {

chdb_connection_** open(const std::string& path, const std::string& config_file) {
    std::string program = "clickhouse";
    std::string path_argument = "--path=" + path;
    std::string config_argument = "--config-file=" + config_file;
    std::array<char*, 3> arguments{program.data(), path_argument.data(), config_argument.data()};
    return chdb_connect(static_cast<int>(arguments.size()), arguments.data());
}

std::string firstLine(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

EngineResult::EngineResult(chdb_result_* result) : result_(result) {}

void EngineResult::Destroy::operator()(chdb_result_* result) const {
    chdb_destroy_query_result(result);
}

std::optional<EngineError> EngineResult::error() const {
    const char* message = chdb_result_error(result_.get());
    return message == nullptr || *message == '\0' ? std::nullopt
                                                  : std::optional(parseEngineError(message));
}

std::string_view EngineResult::body() const {
    const char* buffer = chdb_result_buffer(result_.get());
    return buffer == nullptr ? std::string_view()
                             : std::string_view(buffer, chdb_result_length(result_.get()));
}

Progress EngineResult::progress() const {
    const std::chrono::duration<double> elapsed(chdb_result_elapsed(result_.get()));
    return {
        .read_rows = chdb_result_rows_read(result_.get()),
        .read_bytes = chdb_result_bytes_read(result_.get()),
        .written_rows = chdb_result_rows_written(result_.get()),
        .written_bytes = chdb_result_bytes_written(result_.get()),
        .elapsed = std::chrono::duration_cast<std::chrono::nanoseconds>(elapsed)};
}

InsertStream::~InsertStream() {
    if (!finished_) {
        chdb_stream_cancel_insert(stream_);
    }
    chdb_destroy_insert_stream(stream_);
}

std::optional<EngineError> InsertStream::error() const {
    const char* message = chdb_stream_insert_error(stream_);
    return message == nullptr || *message == '\0' ? std::nullopt
                                                  : std::optional(parseEngineError(message));
}

bool InsertStream::append(std::string_view bytes) {
    return chdb_stream_append(stream_, bytes.data(), bytes.size()) == 0;
}

EngineResult InsertStream::finish() {
    finished_ = true;
    return EngineResult(chdb_stream_done(stream_));
}

EngineConnection::EngineConnection(const std::string& path, const std::string& config_file)
    : connection_(open(path, config_file)) {
    if (connection_ == nullptr) {
        throw std::runtime_error("the engine cannot open " + path);
    }
}

void EngineConnection::Close::operator()(chdb_connection_** connection) const {
    chdb_close_conn(connection);
}

EngineResult EngineConnection::query(std::string_view sql, std::string_view format) {
    return EngineResult(
        chdb_query_n(*connection_, sql.data(), sql.size(), format.data(), format.size())
    );
}

void EngineConnection::forgetParameters() {
    // At its end a query with parameters of its own forgets all.
    const std::string_view sql = "SELECT 1";
    const std::string_view format = "Null";
    const std::string_view name = "none";
    const std::array names{name.data()};
    const std::array lengths{name.size()};
    const EngineResult done(chdb_query_with_params_n(
        *connection_,
        sql.data(),
        sql.size(),
        format.data(),
        format.size(),
        names.data(),
        lengths.data(),
        names.data(),
        lengths.data(),
        names.size()
    ));
}

std::unique_ptr<InsertStream>
EngineConnection::insert(std::string_view sql, std::string_view format) {
    return std::make_unique<InsertStream>(
        chdb_stream_insert_n(*connection_, sql.data(), sql.size(), format.data(), format.size())
    );
}

Engine::Engine(std::string path, std::string config_file)
    : path_(std::move(path)), config_file_(std::move(config_file)) {
    chdb_set_signal_handlers_enabled(0);
    own_connection_.emplace(path_, config_file_);
    const auto read = [&](std::string_view sql) {
        const EngineResult result = own_connection_->query(sql, "TabSeparatedRaw");
        if (const auto error = result.error()) {
            throw std::runtime_error(firstLine(error->text));
        }
        return firstLine(result.body());
    };
    version_ = read("SELECT version()");
    timezone_ = read("SELECT timezone()");
}

Engine::~Engine() {
    own_connection_.reset();
    chdb_shutdown();
}

EngineConnection Engine::connect() const {
    return {path_, config_file_};
}

void Engine::kill(std::string_view marker) {
    const std::lock_guard lock(own_connection_mutex_);
    own_connection_->query(killStatement(marker), "Null");
}

void Engine::killAll() {
    const std::lock_guard lock(own_connection_mutex_);
    own_connection_->query("KILL QUERY WHERE query_id != queryID() ASYNC", "Null");
}

}  // namespace embedded
