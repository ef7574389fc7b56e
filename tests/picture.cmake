# Checks that the picture in ROOT/README.md agrees with the includes below ROOT/include: each part of
# eslio has a line in it, and includes only parts that stand below it.
#
# A part is a folder below include/eslio and the header of its name. The picture is the ``` block with
# "your program" in it; a line that begins with three blanks and a word is that part's.
cmake_minimum_required(VERSION 3.16)

set(complaints)
file(READ "${ROOT}/README.md" text)
string(REGEX REPLACE "[][;]" "" text "${text}")
string(FIND "${text}" "your program" start)
if(start EQUAL -1)
  message(FATAL_ERROR "README.md has no picture")
endif()
string(SUBSTRING "${text}" ${start} -1 text)
string(FIND "${text}" "```" end)
string(SUBSTRING "${text}" 0 ${end} text)
string(REPLACE "\n" ";" lines "${text}")
set(parts)  # from top to bottom
foreach(line IN LISTS lines)
  if(line MATCHES "^   ([a-z_]+) ")
    list(APPEND parts "${CMAKE_MATCH_1}")
  endif()
endforeach()

# Of no floor: they are for all, or name all.
set(elsewhere config version src impl)

# The part of `header`, by its path below include/eslio.
function(find_part header result)
  string(REGEX REPLACE "[/.].*$" "" part "${header}")
  set(${result} "${part}" PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE headers RELATIVE "${ROOT}/include/eslio"
  "${ROOT}/include/eslio/*.hpp" "${ROOT}/include/eslio/*.ipp")
foreach(header IN LISTS headers)
  find_part("${header}" part)
  if(part IN_LIST elsewhere)
    continue()
  endif()
  list(FIND parts "${part}" place)
  if(place EQUAL -1)
    list(APPEND complaints "${part} is not in the picture")
    continue()
  endif()
  file(STRINGS "${ROOT}/include/eslio/${header}" includes REGEX "^#include <eslio/")
  foreach(line IN LISTS includes)
    string(REGEX REPLACE "^#include <eslio/([^>]*)>.*$" "\\1" included "${line}")
    find_part("${included}" other)
    list(FIND parts "${other}" below)
    if(below LESS place AND NOT other IN_LIST elsewhere)
      list(APPEND complaints "${header} includes ${included}, but ${other} is not below ${part}")
    endif()
  endforeach()
endforeach()
foreach(part IN LISTS parts)
  if(NOT EXISTS "${ROOT}/include/eslio/${part}" AND NOT EXISTS "${ROOT}/include/eslio/${part}.hpp")
    list(APPEND complaints "${part} is in the picture, but not in include/eslio")
  endif()
endforeach()

if(complaints)
  list(REMOVE_DUPLICATES complaints)
  list(JOIN complaints "\n  " complaints)
  message(FATAL_ERROR "The picture in README.md and the includes:\n  ${complaints}")
endif()
list(LENGTH parts count)
message(STATUS "${count} parts")
