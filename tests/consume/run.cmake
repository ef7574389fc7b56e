# Builds and runs one consumer project: WAY is its folder, WORK where it is built.
# SOURCE, BUILD: eslio's checkout and build folder; GENERATOR, COMPILER, ASIO as in that build.
# The ways pkg_config and single_include have no project: the compiler is run as a Makefile would.
cmake_minimum_required(VERSION 3.16...3.28)
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")

file(REMOVE_RECURSE "${WORK}")
set(arguments
  -G "${GENERATOR}" "-DCMAKE_CXX_COMPILER=${COMPILER}"
  # Neither the user's nor the system's register of packages may stand in for what is tested.
  -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF)
set(flags -std=c++17 -O0)
if(ASIO AND NOT ASIO STREQUAL "/usr/include")
  list(APPEND arguments "-DAsio_INCLUDE_DIR=${ASIO}")
  list(APPEND flags -isystem "${ASIO}")
endif()
set(programs "${SOURCE}/tests/consume")

if(WAY STREQUAL "pkg_config")
  find_program(PKG_CONFIG NAMES pkg-config pkgconf)
  if(NOT PKG_CONFIG)
    message(STATUS "skipped: no pkg-config")
    return()
  endif()
  ask(installed "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/first")
  file(RENAME "${WORK}/first" "${WORK}/installed")  # an installed tree can be moved
  set(ENV{PKG_CONFIG_PATH} "${WORK}/installed/share/pkgconfig")
  ask(version "${PKG_CONFIG}" --modversion eslio)
  ask(cflags "${PKG_CONFIG}" --cflags eslio)
  ask(libs "${PKG_CONFIG}" --libs eslio)
  ask(compiled "${PKG_CONFIG}" --variable=compiled eslio)
  separate_arguments(cflags)
  separate_arguments(libs)
  compile_and_run(consumer ${flags} ${cflags} "${programs}/main.cpp" ${libs})
  if(NOT "${output}" MATCHES "eslio ${version} ")
    message(FATAL_ERROR "eslio.pc is of version ${version}")
  endif()
  file(WRITE "${WORK}/library.cpp" "#include <eslio/src.hpp>\n#include <eslio/testing/src.hpp>\n")
  compile_and_run(compiled_consumer ${flags} ${cflags} ${compiled} "${programs}/first.cpp"
    "${programs}/second.cpp" "${WORK}/library.cpp" ${libs})
  return()
endif()

if(WAY STREQUAL "single_include")
  run("${CMAKE_COMMAND}" --build "${BUILD}" --target single_include)
  file(COPY "${BUILD}/single_include" DESTINATION "${WORK}")
  set(flags ${flags} -DASIO_STANDALONE -pthread -I "${WORK}/single_include")
  compile_and_run(consumer ${flags} "${programs}/main.cpp")
  # Of two files that both have it all: what is defined in both is the same.
  compile_and_run(compiled_consumer ${flags} "${programs}/first.cpp" "${programs}/second.cpp")
  # Nothing is left that would look for eslio's own folders.
  file(STRINGS "${WORK}/single_include/eslio.hpp" left REGEX "^ *# *include <eslio/")
  if(left)
    message(FATAL_ERROR "The single header includes ${left}")
  endif()
  file(GLOB apart RELATIVE "${WORK}/single_include" "${WORK}/single_include/eslio/*.hpp")
  list(REMOVE_ITEM apart eslio/testing.hpp)  # the largest; it has been compiled
  list(TRANSFORM apart REPLACE ".+" "#include <\\0>\n")
  file(WRITE "${WORK}/apart.cpp" ${apart})
  run("${COMPILER}" ${flags} -Wall -Wextra -Wpedantic -Werror -fsyntax-only "${WORK}/apart.cpp")
  return()
endif()

if(WAY STREQUAL "find_package")
  ask(installed "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/first")
  file(RENAME "${WORK}/first" "${WORK}/installed")  # an installed tree can be moved
  list(APPEND arguments "-DCMAKE_PREFIX_PATH=${WORK}/installed")
elseif(WAY STREQUAL "add_subdirectory")
  list(APPEND arguments "-DESLIO_SOURCE_DIR=${SOURCE}")
else()
  list(APPEND arguments "-DFETCHCONTENT_SOURCE_DIR_ESLIO=${SOURCE}")
endif()

run("${CMAKE_COMMAND}" -S "${SOURCE}/tests/consume/${WAY}" -B "${WORK}/build" ${arguments})
run("${CMAKE_COMMAND}" --build "${WORK}/build" --config Debug)
foreach(program IN ITEMS consumer compiled_consumer)
  find_program(path_of_${program} ${program} NO_DEFAULT_PATH
    PATHS "${WORK}/build" "${WORK}/build/program" PATH_SUFFIXES Debug)
  run("${path_of_${program}}")
endforeach()
