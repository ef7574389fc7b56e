# For the scripts that prove that a check of the tree can fail.
set(checks_dir "${CMAKE_CURRENT_LIST_DIR}")

# expect(SCRIPT EXPECTED): runs tests/SCRIPT.cmake on the tree WORK. Its complaint has to match
# EXPECTED, white space apart; of `good` there is none.
function(expect script expected)
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DROOT=${WORK}"
    -P "${checks_dir}/${script}.cmake"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  string(REGEX REPLACE "[ \n]+" " " output "${output}")
  if(expected STREQUAL "good")
    if(result)
      message(SEND_ERROR "A good tree was refused: ${output}")
    endif()
  elseif(NOT result OR NOT output MATCHES "${expected}")
    message(SEND_ERROR "Not found: '${expected}'. Printed: ${output}")
  endif()
endfunction()
