# Builds and runs one consumer project: WAY is its folder, WORK where it is built.
# SOURCE, BUILD: eslio's checkout and build folder; GENERATOR, COMPILER, ASIO as in that build.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result)
  if(result)
    message(FATAL_ERROR "Failed (${result}): ${ARGN}")
  endif()
endfunction()

file(REMOVE_RECURSE "${WORK}")
set(arguments
  -G "${GENERATOR}" "-DCMAKE_CXX_COMPILER=${COMPILER}"
  # Neither the user's nor the system's register of packages may stand in for what is tested.
  -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF)
if(ASIO AND NOT ASIO STREQUAL "/usr/include")
  list(APPEND arguments "-DAsio_INCLUDE_DIR=${ASIO}")
endif()

if(WAY STREQUAL "find_package")
  run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/first")
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
