# Makes Debian packages of an installed eslio and looks into them: SOURCE, WORK, GENERATOR, COMPILER,
# ASIO as for run.cmake. That they install on a bare Debian is tried by .ci/clean-root.
cmake_minimum_required(VERSION 3.16...3.28)
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")
find_program(DPKG_DEB dpkg-deb)
find_program(CPACK cpack)
if(NOT DPKG_DEB OR NOT CPACK)
  message(STATUS "skipped: no dpkg-deb or cpack")
  return()
endif()

file(REMOVE_RECURSE "${WORK}")
set(arguments -DESLIO_BUILD_TESTS=OFF -DESLIO_BUILD_EXAMPLES=OFF)
if(ASIO AND NOT ASIO STREQUAL "/usr/include")
  list(APPEND arguments "-DAsio_INCLUDE_DIR=${ASIO}")
endif()
run("${CMAKE_COMMAND}" -S "${SOURCE}" -B "${WORK}/build" -G "${GENERATOR}"
  "-DCMAKE_CXX_COMPILER=${COMPILER}" ${arguments})
run("${CMAKE_COMMAND}" -E chdir "${WORK}/build" "${CPACK}" -G DEB)
file(GLOB package "${WORK}/build/libeslio-dev_*_all.deb")
expect("packages" "${package}" "^[^;]+$")

ask(fields "${DPKG_DEB}" --field "${package}")
expect("fields" "${fields}" "Package: libeslio-dev")
expect("fields" "${fields}" "Architecture: all")
expect("fields" "${fields}" "Depends: libasio-dev [^\n]*nlohmann-json3-dev ")
expect("fields" "${fields}" "Maintainer: .*<.*>")

run("${DPKG_DEB}" -x "${package}" "${WORK}/root")
foreach(file IN ITEMS
    include/eslio.hpp include/eslio/connection.hpp include/eslio/impl/error.ipp
    share/cmake/eslio/eslioConfig.cmake share/cmake/eslio/compiled.cmake
    share/pkgconfig/eslio.pc share/doc/libeslio-dev/copyright
    share/eslio/single_include/eslio.hpp share/eslio/single_include/eslio/testing.hpp)
  if(NOT EXISTS "${WORK}/root/usr/${file}")
    message(FATAL_ERROR "${file} is not in the package")
  endif()
endforeach()
file(GLOB_RECURSE bodies "${SOURCE}/include/*.?pp")
file(GLOB_RECURSE packed "${WORK}/root/usr/include/*.?pp")
list(LENGTH bodies there)
list(LENGTH packed here)
if(NOT there EQUAL here)
  message(FATAL_ERROR "${here} of ${there} headers are in the package")
endif()

# No path of this machine is written into any of it.
file(GLOB_RECURSE written "${WORK}/root/usr/share/*")
foreach(file IN LISTS written)
  file(READ "${file}" text)
  foreach(path IN ITEMS "${SOURCE}" "${WORK}")
    string(FIND "${text}" "${path}" at)
    if(NOT at EQUAL -1)
      message(FATAL_ERROR "${file} names ${path}")
    endif()
  endforeach()
endforeach()
