# eslio_warnings: the warnings that tests and examples are compiled with; users never see it.
add_library(eslio_warnings INTERFACE)
if(MSVC)
  target_compile_options(eslio_warnings INTERFACE
    /W4 /permissive- /utf-8 /bigobj /Zc:__cplusplus $<$<BOOL:${ESLIO_WERROR}>:/WX>)
else()
  target_compile_options(eslio_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<BOOL:${ESLIO_WERROR}>:-Werror>)
  # g++ warns falsely: of Asio's fences under tsan, of the standard library's members under asan.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND ESLIO_SANITIZE MATCHES "thread")
    target_compile_options(eslio_warnings INTERFACE -Wno-tsan)
  elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND ESLIO_SANITIZE MATCHES "address")
    target_compile_options(eslio_warnings INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
