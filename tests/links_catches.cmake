# Checks that links.cmake finds what it is there to find, in small trees below WORK.
cmake_minimum_required(VERSION 3.16)
include("${CMAKE_CURRENT_LIST_DIR}/catches.cmake")

function(good_tree)
  file(REMOVE_RECURSE "${WORK}")
  file(WRITE "${WORK}/README.md"
    "# It\n\nRead [more](examples/more.md#a-part-of-it) of `examples/more.md`, not `[&](x)`.\n\n"
    "```cpp\n# no heading\n[](nowhere) {}\n```\n")
  file(WRITE "${WORK}/examples/more.md"
    "# More\n\n- [back](../README.md#it)\n- [`code`](#a-part-of-it)\n\n## A `part` of it\n")
endfunction()

# A tree that is good but for what is added to examples/more.md.
macro(bad added expected)
  good_tree()
  file(APPEND "${WORK}/examples/more.md" "${added}\n")
  expect(links "${expected}")
endmacro()

good_tree()
expect(links good)
bad("[x](less.md)" "more.md: less.md leads nowhere")
bad("[x](../../more.md)" "leads nowhere")
bad("[x](#another-part)" "examples/more.md has no heading #another-part")
bad("[x](../README.md#no-heading)" "README.md has no heading #no-heading")
bad("`tests/none.cpp`" "names tests/none.cpp, which does not exist")
bad("## Two\n\n## Three" "its table of contents lacks #two")
good_tree()
file(WRITE "${WORK}/cmake/alone.md" "# Alone\n")
expect(links "cmake/alone.md: no link leads to it")
good_tree()
string(REPEAT "a line\n" 250 long)
file(APPEND "${WORK}/README.md" "${long}")
expect(links "README.md: 258 lines")
file(REMOVE_RECURSE "${WORK}")
expect(links "There are no pages")
