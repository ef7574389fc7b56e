# Has the compiler read SOURCE, and checks that every line marked `// error: words` gives exactly one
# error, which holds these words; that no other line gives one; and that all of it is said in 14
# lines for each (and 8 in all).
cmake_minimum_required(VERSION 3.16)

set(most_lines_each 14)
set(most_lines_besides 8)

# The words expected, in order, and where.
file(READ "${SOURCE}" text)
string(REPLACE ";" " " text "${text}")
string(REPLACE "[" "(" text "${text}")
string(REPLACE "]" ")" text "${text}")
string(REPLACE "\n" ";" lines "${text}")
set(number 0)
set(places)
foreach(line IN LISTS lines)
  math(EXPR number "${number} + 1")
  if(line MATCHES "// error: (.*)$")
    list(APPEND places "${number}")
    set("words_${number}" "${CMAKE_MATCH_1}")
  endif()
endforeach()
list(LENGTH places expected)
if(expected EQUAL 0)
  message(FATAL_ERROR "${SOURCE}: no line expects an error")
endif()

get_filename_component(name "${SOURCE}" NAME)
set(flags -std=c++${STANDARD} -fsyntax-only -Wall -Wextra -Werror=unused-result
  "-I${INCLUDE}" ${ASIO_FLAG})
execute_process(COMMAND "${COMPILER}" --version OUTPUT_VARIABLE version)
if(version MATCHES "clang")  # which else shows the source with each of its notes
  list(APPEND flags -fno-caret-diagnostics -ferror-limit=0)
endif()
set(ENV{LC_ALL} C)
execute_process(COMMAND "${COMPILER}" ${flags} "${SOURCE}"
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
string(REPLACE ";" " " output "${output}")
string(REPLACE "[" "(" output "${output}")
string(REPLACE "]" ")" output "${output}")

set(complaints)
string(REGEX MATCHALL "[^\n]*: (fatal )?error: [^\n]*" errors "${output}")
list(LENGTH errors found)
if(NOT found EQUAL expected)
  list(APPEND complaints "${found} errors where ${expected} are expected")
endif()
foreach(place IN LISTS places)
  if(NOT output MATCHES "${name}:${place}:")
    list(APPEND complaints "line ${place}: the compiler does not name it")
  endif()
  string(FIND "${errors}" "${words_${place}}" at)  # the source is in the output, too
  if(at EQUAL -1)
    list(APPEND complaints "line ${place}: nothing says '${words_${place}}'")
  endif()
endforeach()
string(REGEX MATCHALL "\n" breaks "${output}")
list(LENGTH breaks said)
math(EXPR most "${expected} * ${most_lines_each} + ${most_lines_besides}")
if(said GREATER most)
  list(APPEND complaints "${said} lines are said, more than ${most}")
endif()

if(complaints)
  string(REPLACE ";" "\n  " complaints "${complaints}")
  message(FATAL_ERROR "${name}:\n  ${complaints}\nThe compiler says:\n${output}")
endif()
message(STATUS "${name}: ${expected} errors in ${said} lines")
