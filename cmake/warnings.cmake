add_library(project_options INTERFACE)
target_compile_options(
    project_options
    INTERFACE
        -Wall
        -Wextra
        -Wpedantic
        -Wshadow
        -Wconversion
        -Wsign-conversion
        -Wnon-virtual-dtor
        -Wold-style-cast
        -Woverloaded-virtual
        -Wimplicit-fallthrough
        -Werror
)
if(SANITIZE)
    target_compile_options(project_options INTERFACE -fsanitize=${SANITIZE} -fno-omit-frame-pointer)
    target_link_options(project_options INTERFACE -fsanitize=${SANITIZE})
endif()
