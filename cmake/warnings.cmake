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
    # What sanitizers add to the code, GCC takes for uses of uninitialized variables, also within <regex>.
    target_compile_options(
        project_options
        INTERFACE
            -fsanitize=${SANITIZE}
            -fno-omit-frame-pointer
            $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
    )
    target_link_options(project_options INTERFACE -fsanitize=${SANITIZE})
endif()
