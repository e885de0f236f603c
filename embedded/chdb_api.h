#pragma once

#include <cstddef>
#include <cstdint>

// The part of libchdb's C interface that is used here; the npm package ships no header. Every
// result must be destroyed by its caller. A connection runs one statement at a time; different
// connections may be used by different threads.
extern "C" {

// NOLINTBEGIN(readability-identifier-naming): the names are libchdb's.
typedef struct chdb_connection_* chdb_connection;
typedef struct chdb_result_ chdb_result;
typedef struct chdb_insert_stream_* chdb_insert_stream;

chdb_connection* chdb_connect(int argc, char** argv);
void chdb_close_conn(chdb_connection* connection);

chdb_result* chdb_query_n(
    chdb_connection connection,
    const char* sql,
    std::size_t sql_length,
    const char* format,
    std::size_t format_length
);

chdb_result* chdb_query_with_params_n(
    chdb_connection connection,
    const char* sql,
    std::size_t sql_length,
    const char* format,
    std::size_t format_length,
    const char* const* names,
    const std::size_t* name_lengths,
    const char* const* values,
    const std::size_t* value_lengths,
    std::size_t count
);

// `sql` is the INSERT without its FORMAT clause. Never null: a refused statement gives a stream
// with an error.
chdb_insert_stream chdb_stream_insert_n(
    chdb_connection connection,
    const char* sql,
    std::size_t sql_length,
    const char* format,
    std::size_t format_length
);
int chdb_stream_append(chdb_insert_stream stream, const char* data, std::size_t length);
chdb_result* chdb_stream_done(chdb_insert_stream stream);
void chdb_stream_cancel_insert(chdb_insert_stream stream);
const char* chdb_stream_insert_error(chdb_insert_stream stream);
void chdb_destroy_insert_stream(chdb_insert_stream stream);

char* chdb_result_buffer(chdb_result* result);
std::size_t chdb_result_length(chdb_result* result);
double chdb_result_elapsed(chdb_result* result);
std::uint64_t chdb_result_rows_read(chdb_result* result);
std::uint64_t chdb_result_bytes_read(chdb_result* result);
std::uint64_t chdb_result_rows_written(chdb_result* result);
std::uint64_t chdb_result_bytes_written(chdb_result* result);
const char* chdb_result_error(chdb_result* result);
void chdb_destroy_query_result(chdb_result* result);

void chdb_set_signal_handlers_enabled(int enabled);
int chdb_shutdown(void);
// NOLINTEND(readability-identifier-naming)

}  // extern "C"
