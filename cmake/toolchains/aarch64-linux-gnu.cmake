# Debian's g++-aarch64-linux-gnu (on an arm64 machine: g++). Give CMAKE_SYSROOT too: docker/toolchain makes one.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
include(${CMAKE_CURRENT_LIST_DIR}/find_in_sysroot.cmake)
