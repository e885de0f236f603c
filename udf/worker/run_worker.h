#pragma once

#include "worker/row_binary_reader.h"
#include "worker/row_binary_writer.h"

#include <functional>
#include <string>

namespace worker {

struct ExecutableFunction {
    std::string program;  // its file name
    int rules_version;    // what --version prints
    // Reads rows and writes an answer to each, until the input ends.
    std::function<void(RowBinaryReader&, RowBinaryWriter&)> answer;
};

// The main of an executable function, from stdin to stdout. Returns the exit code: 2 for arguments
// it does not know. What `answer` throws is told on stderr and ends the process, for an input that
// cannot be understood cannot be read any further.
int runWorker(int argc, const char* const* argv, const ExecutableFunction& function);

}  // namespace worker
