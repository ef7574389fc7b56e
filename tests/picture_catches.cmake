# Checks that picture.cmake finds what it is there to find, in small trees below WORK.
cmake_minimum_required(VERSION 3.16)
include("${CMAKE_CURRENT_LIST_DIR}/catches.cmake")

# A picture of those lines.
function(check lines expected)
  file(REMOVE_RECURSE "${WORK}")
  file(WRITE "${WORK}/README.md" "# It\n\n```\n     your program\n${lines}\n```\n")
  file(WRITE "${WORK}/include/eslio/wire.hpp" "#include <eslio/error.hpp>\n")
  file(WRITE "${WORK}/include/eslio/error.hpp" "#include <system_error>\n")
  expect(picture "${expected}")
endfunction()

check("   wire     bytes\n   error    codes" good)
check("   error    codes\n   wire     bytes" "wire.hpp includes error.hpp, but error is not below wire")
check("   error    codes" "wire is not in the picture")
check("   event    heard\n   wire     bytes\n   error    codes" "event is in the picture, but not in")
