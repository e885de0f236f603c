#pragma once

#include <sys/types.h>

namespace bench {

// User and system time of a process and of its children that live, in microseconds; the clock
// ticks a hundred times a second.
double cpuMicroseconds(pid_t pid);

// Resident memory in MiB: now, and the highest so far.
double residentMebibytes(pid_t pid);
double peakMebibytes(pid_t pid);

}  // namespace bench
