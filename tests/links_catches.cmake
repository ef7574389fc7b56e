# Checks that links.cmake finds what it is there to find, in small trees below WORK.
cmake_minimum_required(VERSION 3.16)

set(failures 0)

function(good_tree)
  file(REMOVE_RECURSE "${WORK}")
  file(WRITE "${WORK}/README.md"
    "# It\n\nRead [more](examples/more.md#a-part-of-it) of `examples/more.md`, not `[&](x)`.\n\n"
    "```cpp\n# no heading\n[](nowhere) {}\n```\n")
  file(WRITE "${WORK}/examples/more.md"
    "# More\n\n- [back](../README.md#it)\n- [`code`](#a-part-of-it)\n\n## A `part` of it\n")
endfunction()

# Runs links.cmake; `expected` is what its complaint has to match, or empty if there is to be none.
function(check expected)
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DROOT=${WORK}"
    -P "${CMAKE_CURRENT_LIST_DIR}/links.cmake"
    RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE complained)
  if((expected STREQUAL "" AND result) OR
     (NOT expected STREQUAL "" AND (NOT result OR NOT complained MATCHES "${expected}")))
    math(EXPR failures "${failures} + 1")
    set(failures ${failures} PARENT_SCOPE)
    message("Expected '${expected}', but (${result}):\n${complained}")
  endif()
endfunction()

# A tree that is good but for what is added to examples/more.md.
macro(bad added expected)
  good_tree()
  file(APPEND "${WORK}/examples/more.md" "${added}\n")
  check("${expected}")
endmacro()

good_tree()
check("")
bad("[x](less.md)" "more.md: less.md leads nowhere")
bad("[x](../../more.md)" "leads nowhere")
bad("[x](#another-part)" "examples/more.md has no heading #another-part")
bad("[x](../README.md#no-heading)" "README.md has no heading #no-heading")
bad("`tests/none.cpp`" "names tests/none.cpp, which does not exist")
bad("## Two\n\n## Three" "its table of contents lacks #two")
good_tree()
file(WRITE "${WORK}/cmake/alone.md" "# Alone\n")
check("cmake/alone.md: no link leads to it")
good_tree()
string(REPEAT "a line\n" 250 long)
file(APPEND "${WORK}/README.md" "${long}")
check("README.md: 258 lines")
file(REMOVE_RECURSE "${WORK}")
check("There are no pages")

if(failures)
  message(FATAL_ERROR "${failures} of links.cmake's checks do not work")
endif()
