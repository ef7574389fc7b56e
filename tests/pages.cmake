# Builds and runs the programs of README.md and of the pages (*.md), so that what a reader copies works.
#
# All of a page are one program, page_<page>, which is given the number of the one to run: each stands in
# a namespace of its own, and what they include in front of all. A ```cpp block with "int main" in it is
# a program; one whose fence follows a line "<!-- run -->" is also run, as the test <page>_<number>. If the
# next block is ```text, that is what it has to print. What a program uses of Asio, streams and threads it
# has to include itself. A block without "int main" is compiled as the body of a coroutine that has what
# pages_fragment.hpp gives it. Those with coroutines are left out where there are none.
#
# tests/links.cmake, a test, looks at the links between the pages.
set(pages_need
  asio::io_context asio/io_context.hpp  asio::co_spawn asio/co_spawn.hpp
  asio::use_awaitable asio/use_awaitable.hpp  asio::use_future asio/use_future.hpp
  asio::detached asio/detached.hpp  asio::make_strand asio/strand.hpp
  asio::steady_timer asio/steady_timer.hpp  asio::thread_pool asio/thread_pool.hpp
  asio::post asio/post.hpp  std::cout iostream  std::cerr iostream  std::thread thread
  std::map map  std::vector vector  std::deque deque  std::ofstream fstream
  eslio::testing:: eslio/testing.hpp  eslio::api:: eslio/api.hpp  eslio::blocking:: eslio/blocking.hpp)

# Complains unless the program `code` includes what stands beside each name in `pages_need`.
function(eslio_page_includes where code)
  string(REGEX REPLACE "//[^\n]*" "" code "${code}")
  set(pairs ${pages_need})
  while(pairs)
    list(GET pairs 0 name)
    list(GET pairs 1 header)
    list(REMOVE_AT pairs 0 1)
    string(FIND "${code}" "${name}" used)
    string(FIND "${code}" "#include <${header}>" included)
    if(NOT used EQUAL -1 AND included EQUAL -1)
      message(FATAL_ERROR "${where}: a program uses ${name} and does not include <${header}>")
    endif()
  endwhile()
endfunction()

# Takes the include lines out of `code`, adds them to `includes`, and leaves empty lines there.
macro(eslio_page_hoist code)
  string(REGEX MATCHALL "#include <[^>\n]*>" found "${${code}}")
  list(APPEND includes ${found})
  string(REGEX REPLACE "#include <[^>\n]*>[^\n]*" "" ${code} "${${code}}")
endmacro()

# A program of the page: a namespace, a case of its main function, and a test.
macro(eslio_page_program)
  set(name ${page}_${number})
  if(NOT ESLIO_COROUTINES AND "${code}" MATCHES "co_await|co_return|awaitable")
    message(STATUS "${file}:${line} left out: no coroutines")
  else()
    eslio_page_includes("${file}:${line}" "${code}")
    set(body "${code}")
    eslio_page_hoist(body)
    # Only the global `main` may end without a return statement.
    string(REGEX REPLACE "int main\\(" "int run(" body "${body}")
    string(REGEX REPLACE "}\n$" "return 0; }\n" body "${body}")
    string(APPEND text
      "namespace ${name} {\nint run();\n#line ${line} \"${file}\"\n${body}}  // namespace ${name}\n\n")
    string(APPEND cases "  if (number == ${number}) return ${name}::run();\n")
    if(run)
      list(APPEND tests ${name})
      file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/pages/${name}.txt" "${expected}")
      add_test(NAME ${name} COMMAND "${CMAKE_COMMAND}" -DPROGRAM=$<TARGET_FILE:page_${page}>
        -DNUMBER=${number} "-DEXPECTED=${CMAKE_CURRENT_BINARY_DIR}/pages/${name}.txt"
        -P "${CMAKE_CURRENT_SOURCE_DIR}/pages_run.cmake")
    endif()
  endif()
endmacro()

# A fragment of the page: a function that nobody calls.
macro(eslio_page_fragment)
  if(ESLIO_COROUTINES)
    list(APPEND includes "#include \"pages_fragment.hpp\"")
    set(name ${page}_fragment_${fragments})
    string(APPEND text
      "asio::awaitable<void> ${name}(pages_given given);\n\n"
      "asio::awaitable<void> ${name}(pages_given given) {\n"
      "[[maybe_unused]] auto& [fs, name, number, uuid, signal] = given;\n"
      "#line ${line} \"${file}\"\n${code}co_return;\n}\n\n")
  endif()
endmacro()

# The next ```cpp block of `rest` into `code`, the line it begins at into `line`, whether it is to be run
# into `run`, and what it has to print into `expected`.
macro(eslio_page_block)
  string(SUBSTRING "${rest}" 0 ${start} before)
  math(EXPR start "${start} + 7")
  string(SUBSTRING "${rest}" ${start} -1 rest)
  string(FIND "${rest}" "\n```" end)
  if(end EQUAL -1)
    message(FATAL_ERROR "${file}: a code block without an end")
  endif()
  math(EXPR end "${end} + 1")
  string(SUBSTRING "${rest}" 0 ${end} code)
  string(SUBSTRING "${rest}" ${end} -1 rest)
  string(REGEX MATCHALL "\n" breaks "${before}")
  list(LENGTH breaks count)
  math(EXPR line "${line} + ${count} + 1")
  set(run OFF)
  if("${before}" MATCHES "<!-- run -->\n$")
    set(run ON)
  endif()
  set(expected "")
  string(FIND "${rest}" "```text\n" told)
  string(FIND "${rest}" "```cpp\n" next)
  if(NOT told EQUAL -1 AND (next EQUAL -1 OR told LESS next))
    math(EXPR told "${told} + 8")
    string(SUBSTRING "${rest}" ${told} -1 expected)
    string(FIND "${expected}" "```" told)
    string(SUBSTRING "${expected}" 0 ${told} expected)
  endif()
  string(REGEX MATCHALL "\n" breaks "${code}")
  list(LENGTH breaks lines)
endmacro()

function(eslio_page_target)
  list(REMOVE_DUPLICATES includes)
  list(JOIN includes "\n" includes)
  string(PREPEND text "${includes}\n#include <cstdlib>\n\n")
  string(APPEND text "int main(int argc, char* argv[]) {\n"
    "  const int number = argc > 1 ? std::atoi(argv[1]) : 0;\n${cases}  return 2;\n}\n")
  set(source "${CMAKE_CURRENT_BINARY_DIR}/pages/page_${page}.cpp")
  file(GENERATE OUTPUT "${source}" CONTENT "${text}")
  add_executable(page_${page} "${source}")
  target_include_directories(page_${page} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(page_${page} PRIVATE ${eslio_library} eslio_warnings eslio_sanitizers)
  if(ESLIO_COROUTINES)
    target_compile_features(page_${page} PRIVATE cxx_std_20)
  endif()
endfunction()

# most: lines that a program of the page may have; 0: any number.
function(eslio_page file page most)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(READ "${file}" rest)
  string(REPLACE "\r" "" rest "${rest}")
  set(number 0)
  set(fragments 0)
  set(line 1)
  set(tests)
  set(includes)
  set(text)
  set(cases)
  while(TRUE)
    string(FIND "${rest}" "```cpp\n" start)
    if(start EQUAL -1)
      break()
    endif()
    eslio_page_block()
    if("${code}" MATCHES "int main")
      math(EXPR number "${number} + 1")
      if(most AND lines GREATER most)
        message(FATAL_ERROR "${file}:${line}: a program of ${lines} lines; ${most} at most")
      endif()
      eslio_page_program()
    else()
      math(EXPR fragments "${fragments} + 1")
      eslio_page_fragment()
    endif()
    math(EXPR line "${line} + ${lines}")
  endwhile()
  if(text)
    eslio_page_target()
    message(STATUS "${file}: ${number} programs, ${fragments} fragments")
  endif()
  if(tests)
    set_tests_properties(${tests} PROPERTIES LABELS readme TIMEOUT 60)
  endif()
endfunction()

file(GLOB pages CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/*.md" "${PROJECT_SOURCE_DIR}/.github/*.md"
  "${PROJECT_SOURCE_DIR}/cmake/*.md" "${PROJECT_SOURCE_DIR}/examples/*.md"
  "${CMAKE_CURRENT_SOURCE_DIR}/*.md" "${CMAKE_CURRENT_SOURCE_DIR}/*/*.md")
if(NOT ESLIO_COMPILED)
  # Header-only takes twice as long: README.md and the cookbook stand for all.
  list(FILTER pages INCLUDE REGEX "/README\\.md$")
endif()
foreach(file IN LISTS pages)
  file(RELATIVE_PATH path "${PROJECT_SOURCE_DIR}" "${file}")
  set(most 0)
  if(path STREQUAL "README.md")
    set(page readme)
  elseif(path STREQUAL "examples/README.md")
    set(page cookbook)
    set(most 40)
  else()
    get_filename_component(page "${path}" NAME_WE)
    if(page STREQUAL "README")
      get_filename_component(page "${path}" DIRECTORY)
    endif()
    string(MAKE_C_IDENTIFIER "${page}" page)
  endif()
  if(path MATCHES "^examples/(programs|blocking)\\.md$")
    set(most 40)
  endif()
  eslio_page("${file}" ${page} ${most})
endforeach()

add_test(NAME links COMMAND "${CMAKE_COMMAND}" -DROOT=${PROJECT_SOURCE_DIR}
  -P "${CMAKE_CURRENT_SOURCE_DIR}/links.cmake")
add_test(NAME links_catches COMMAND "${CMAKE_COMMAND}" -DWORK=${CMAKE_CURRENT_BINARY_DIR}/links
  -P "${CMAKE_CURRENT_SOURCE_DIR}/links_catches.cmake")
set_tests_properties(links links_catches PROPERTIES LABELS readme)
