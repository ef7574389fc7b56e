# For the scripts that prove that a check of the tree can fail.
set(checks_dir "${CMAKE_CURRENT_LIST_DIR}")

# expect_complaint(EXPECTED RESULT OUTPUT WHAT): what a check of WHAT ended with and printed has to be a
# complaint that matches EXPECTED, white space apart; of `good` there is none.
function(expect_complaint expected result output what)
  string(REGEX REPLACE "[ \n]+" " " output "${output}")  # CMake breaks lines
  if(expected STREQUAL "good")
    if(result)
      message(SEND_ERROR "A good ${what} was refused: ${output}")
    endif()
  elseif(NOT result OR NOT output MATCHES "${expected}")
    message(SEND_ERROR "Not found: '${expected}'. Printed: ${output}")
  endif()
endfunction()

# expect(SCRIPT EXPECTED): runs tests/SCRIPT.cmake on the tree WORK.
function(expect script expected)
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DROOT=${WORK}"
    -P "${checks_dir}/${script}.cmake"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  expect_complaint("${expected}" "${result}" "${output}" tree)
endfunction()
