# Makes one header of all: cmake -DROOT=<checkout> -DOUT=<folder> -P single_include.cmake
#
# OUT/eslio.hpp is <eslio.hpp> with all that it reaches, bodies included. What <eslio.hpp> leaves out
# on purpose stays apart, under the same names: OUT/eslio/json.hpp, OUT/eslio/testing.hpp and so on.
# So a program that includes <eslio.hpp> and those compiles unchanged with -I OUT. Each file stands
# where it is included first, as the preprocessor would have it; `#pragma once` does not, so headers
# of a second kind that share what <eslio.hpp> does not reach keep guards of their own.
cmake_minimum_required(VERSION 3.16...3.28)
if(NOT ROOT OR NOT OUT)
  message(FATAL_ERROR "usage: cmake -DROOT=<checkout> -DOUT=<folder> -P single_include.cmake")
endif()

file(STRINGS "${ROOT}/include/eslio/version.hpp" lines
  REGEX "^#define ESLIO_VERSION_(MAJOR|MINOR|PATCH) +[0-9]+")
string(REGEX REPLACE "[^;]* ([0-9]+)" "\\1" version "${lines}")
string(REPLACE ";" "." version "${version}")

# Appends the file `name` below include/, and what it includes, to `to`. Global property
# eslio_single_seen: what is there already.
function(expand name to guarded)
  set_property(GLOBAL APPEND PROPERTY eslio_single_seen "${name}")
  file(READ "${ROOT}/include/${name}" rest)
  string(REPLACE "\r" "" rest "${rest}")
  string(REPLACE "#pragma once\n" "" rest "\n${rest}")
  if(guarded)
    string(MAKE_C_IDENTIFIER "ESLIO_SINGLE_${name}" guard)
    string(TOUPPER "${guard}" guard)
    file(APPEND "${to}" "\n#if !defined(${guard})\n#define ${guard}\n")
  endif()
  file(APPEND "${to}" "// ---- ${name}")
  while(TRUE)
    string(FIND "${rest}" "\n#include <eslio" start)
    if(start EQUAL -1)
      break()
    endif()
    string(SUBSTRING "${rest}" 0 ${start} before)
    math(EXPR start "${start} + 11")
    string(SUBSTRING "${rest}" ${start} -1 rest)
    string(FIND "${rest}" ">" end)
    string(SUBSTRING "${rest}" 0 ${end} included)
    math(EXPR end "${end} + 1")
    string(SUBSTRING "${rest}" ${end} -1 rest)
    file(APPEND "${to}" "${before}\n")
    get_property(seen GLOBAL PROPERTY eslio_single_seen)
    get_property(roots GLOBAL PROPERTY eslio_single_roots)
    if(included IN_LIST roots OR NOT EXISTS "${ROOT}/include/${included}")
      # A header apart, or the one that tells of an old language by not being there.
      file(APPEND "${to}" "#include <${included}>")
    elseif(NOT included IN_LIST seen)
      expand("${included}" "${to}" "${guarded}")
    endif()
  endwhile()
  file(APPEND "${to}" "${rest}")
  if(guarded)
    file(APPEND "${to}" "#endif  // ${guard}\n")
  endif()
endfunction()

# Makes the header `name` of `to`; what it is made of is not looked for.
function(make name guarded about)
  set(to "${OUT}/${name}")
  file(WRITE "${to}"
    "// eslio ${version}, ${about}.\n"
    "// Made by eslio's cmake/single_include.cmake from its headers: change those.\n")
  file(READ "${ROOT}/LICENSE" licence)
  string(REGEX REPLACE "\n+$" "" licence "${licence}")
  string(REPLACE "\n" "\n// " licence "// ${licence}")
  string(REPLACE "// \n" "//\n" licence "${licence}")
  file(APPEND "${to}" "//\n${licence}\n#pragma once\n\n")
  if(NOT guarded)
    file(APPEND "${to}"
      "#if defined(ESLIO_SEPARATE_COMPILATION)\n"
      "#error \"the single header is not compiled apart: use eslio's include/ for that\"\n"
      "#endif\n\n")
  else()
    file(APPEND "${to}" "#include <eslio.hpp>\n")
  endif()
  expand("${name}" "${to}" "${guarded}")
endfunction()

file(REMOVE_RECURSE "${OUT}")
make(eslio.hpp OFF "all of <eslio.hpp> in one header")
get_property(in_one GLOBAL PROPERTY eslio_single_seen)

# The others directly under include/eslio: those that <eslio.hpp> reaches are not needed, but a
# program may name them.
file(GLOB tops RELATIVE "${ROOT}/include" "${ROOT}/include/eslio/*.hpp")
list(REMOVE_ITEM tops eslio/src.hpp)
set(roots eslio.hpp ${tops})
list(REMOVE_ITEM roots ${in_one})
set_property(GLOBAL PROPERTY eslio_single_roots "${roots}")
foreach(top IN LISTS tops)
  if(top IN_LIST in_one)
    file(WRITE "${OUT}/${top}" "// Of <eslio.hpp>, which has all in one.\n#pragma once\n\n#include <eslio.hpp>\n")
  else()
    set_property(GLOBAL PROPERTY eslio_single_seen "${in_one}")
    make("${top}" ON "what <${top}> has besides <eslio.hpp>")
  endif()
endforeach()
