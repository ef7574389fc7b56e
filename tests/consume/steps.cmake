# What the tests of the package do one after the other: each fails the test if it fails.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result)
  if(result)
    message(FATAL_ERROR "Failed (${result}): ${ARGN}")
  endif()
endfunction()

# Runs a command; what it printed is in `variable`.
function(ask variable)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE printed
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(result)
    message(FATAL_ERROR "Failed (${result}): ${ARGN}")
  endif()
  set(${variable} "${printed}" PARENT_SCOPE)
endfunction()

# Compiles and links a program of WORK with these arguments, and runs it: `output`.
function(compile_and_run program)
  run("${COMPILER}" ${ARGN} -o "${WORK}/${program}")
  ask(printed "${WORK}/${program}")
  message(STATUS "${printed}")
  set(output "${printed}" PARENT_SCOPE)
endfunction()

# `text` must match `pattern`.
function(expect what text pattern)
  if(NOT "${text}" MATCHES "${pattern}")
    message(FATAL_ERROR "${what}: expected ${pattern} in\n${text}")
  endif()
endfunction()
