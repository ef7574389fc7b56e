# Runs PROGRAM, which has to succeed and to print what the file EXPECTED holds.
execute_process(COMMAND "${PROGRAM}" RESULT_VARIABLE result OUTPUT_VARIABLE printed
  ERROR_VARIABLE told)
file(READ "${EXPECTED}" expected)
string(REPLACE "\r" "" printed "${printed}")
if(result OR NOT "${printed}" STREQUAL "${expected}")
  message(FATAL_ERROR "${PROGRAM} (${result}) printed\n${printed}${told}instead of\n${expected}")
endif()
