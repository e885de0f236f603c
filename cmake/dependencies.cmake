find_package(Threads REQUIRED)
find_package(Poco REQUIRED COMPONENTS Foundation Net NetSSL Crypto Util)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(tl-expected REQUIRED)
find_package(prometheus-cpp REQUIRED)

# Debian's RapidJSON package exports variables only. SSE4.2 is on every x86-64 server of the last decade.
find_package(RapidJSON REQUIRED)
add_library(rapidjson INTERFACE)
target_include_directories(rapidjson SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIRS} ${RapidJSON_INCLUDE_DIRS})
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    target_compile_definitions(rapidjson INTERFACE RAPIDJSON_SSE42)
    target_compile_options(rapidjson INTERFACE -msse4.2)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
    target_compile_definitions(rapidjson INTERFACE RAPIDJSON_NEON)
endif()

# Static, because the UDF executable must run on glibc and musl servers alike.
find_library(NETTLE_STATIC_LIBRARY libnettle.a REQUIRED)
find_path(NETTLE_INCLUDE_DIR nettle/sha1.h REQUIRED)
add_library(nettle_static INTERFACE)
target_link_libraries(nettle_static INTERFACE ${NETTLE_STATIC_LIBRARY})
target_include_directories(nettle_static SYSTEM INTERFACE ${NETTLE_INCLUDE_DIR})
