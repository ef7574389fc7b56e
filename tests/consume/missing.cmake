# A library that is missing: the message names its Debian package and the option that downloads it.
# SOURCE, WORK, GENERATOR, COMPILER as for run.cmake.
cmake_minimum_required(VERSION 3.16...3.28)
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")
file(REMOVE_RECURSE "${WORK}")
foreach(library IN ITEMS Asio nlohmann_json Catch2)
  set(tests OFF)
  if(library STREQUAL "Catch2")
    set(tests ON)
  endif()
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${SOURCE}" -B "${WORK}/${library}" -G "${GENERATOR}"
      "-DCMAKE_CXX_COMPILER=${COMPILER}" -DCMAKE_DISABLE_FIND_PACKAGE_${library}=ON
      -DESLIO_BUILD_TESTS=${tests} -DESLIO_TESTS=layering -DESLIO_BUILD_EXAMPLES=OFF
    RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE told)
  if(NOT result)
    message(FATAL_ERROR "Without ${library} it is configured all the same")
  endif()
  string(REGEX REPLACE "[ \n]+" " " told "${told}")
  expect("without ${library}" "${told}" "apt-get install (libasio-dev|nlohmann-json3-dev|catch2)")
  expect("without ${library}" "${told}" "-DESLIO_FETCH_DEPENDENCIES=ON")
endforeach()
