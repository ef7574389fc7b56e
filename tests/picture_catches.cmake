# Checks that picture.cmake finds what it is there to find, in small trees below WORK.
cmake_minimum_required(VERSION 3.16)

set(failures 0)

# Runs picture.cmake on a picture of those lines; `expected` is as in links_catches.cmake.
function(check lines expected)
  file(REMOVE_RECURSE "${WORK}")
  file(WRITE "${WORK}/README.md" "# It\n\n```\n     your program\n${lines}\n```\n")
  file(WRITE "${WORK}/include/eslio/wire.hpp" "#include <eslio/error.hpp>\n")
  file(WRITE "${WORK}/include/eslio/error.hpp" "#include <system_error>\n")
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DROOT=${WORK}"
    -P "${CMAKE_CURRENT_LIST_DIR}/picture.cmake"
    RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE complained)
  if((expected STREQUAL "" AND result) OR
     (NOT expected STREQUAL "" AND (NOT result OR NOT complained MATCHES "${expected}")))
    math(EXPR failures "${failures} + 1")
    set(failures ${failures} PARENT_SCOPE)
    message("Expected '${expected}', but (${result}):\n${complained}")
  endif()
endfunction()

check("   wire     bytes\n   error    codes" "")
check("   error    codes\n   wire     bytes" "wire.hpp includes error.hpp, but error is not below wire")
check("   error    codes" "wire is not in the picture")
check("   event    heard\n   wire     bytes\n   error    codes" "event is in the picture, but not in")

if(failures)
  message(FATAL_ERROR "${failures} of picture.cmake's checks do not work")
endif()
