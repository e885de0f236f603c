#pragma once

#include "worker/row_binary_reader.h"
#include "worker/row_binary_writer.h"

#include <functional>
#include <string_view>

namespace worker {

using RowAnswers = std::function<void(RowBinaryReader&, RowBinaryWriter&)>;

// The main of an executable function: `answer` reads rows from stdin and writes to stdout until the
// input ends. Returns the exit code. What `answer` throws is told on stderr and ends the process,
// for an input that cannot be understood cannot be read any further.
int runWorker(std::string_view program, const RowAnswers& answer);

}  // namespace worker
