# ESLIO_COROUTINES: does this compiler, as C++20, have co_await with this Asio?
# (clang with libstdc++ has not before Asio 1.26, so the language version alone does not tell.)
get_target_property(eslio_asio_dirs asio::asio INTERFACE_INCLUDE_DIRECTORIES)
string(MD5 eslio_probe "${CMAKE_CXX_COMPILER} ${CMAKE_CXX_FLAGS} ${eslio_asio_dirs}")
set(eslio_probe "ESLIO_COROUTINES_${eslio_probe}")
if(NOT DEFINED ${eslio_probe})
  file(WRITE "${PROJECT_BINARY_DIR}/coroutines.cpp"
    "#include <asio/awaitable.hpp>\n#ifndef ASIO_HAS_CO_AWAIT\n#error none\n#endif\n")
  set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
  try_compile(${eslio_probe} "${PROJECT_BINARY_DIR}/coroutines"
    SOURCES "${PROJECT_BINARY_DIR}/coroutines.cpp"
    CMAKE_FLAGS "-DINCLUDE_DIRECTORIES=${eslio_asio_dirs}"
    COMPILE_DEFINITIONS -DASIO_STANDALONE
    CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON)
  unset(CMAKE_TRY_COMPILE_TARGET_TYPE)
endif()
set(ESLIO_COROUTINES ${${eslio_probe}})
message(STATUS "Coroutines with this compiler and Asio ${Asio_VERSION}: ${ESLIO_COROUTINES}")
