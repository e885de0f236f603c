#pragma once

#include <cstddef>
#include <span>

namespace worker {

// Asks for a pipe of 1 MiB: the default of 64 KiB costs more in switches than the parsing. No pipe,
// no harm.
void growPipe(int fd);

// read(2) until something came, whatever interrupts it; 0 at the end of the input. Throws
// std::system_error.
std::size_t readSome(int fd, std::span<char> buffer);

// write(2) until all is written. Throws std::system_error, also where the reader has gone.
void writeAll(int fd, std::span<const char> bytes);

}  // namespace worker
