# Debian's g++-x86-64-linux-gnu (on an amd64 machine: g++). Give CMAKE_SYSROOT too: docker/toolchain makes one.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_CXX_COMPILER x86_64-linux-gnu-g++)
include(${CMAKE_CURRENT_LIST_DIR}/find_in_sysroot.cmake)
