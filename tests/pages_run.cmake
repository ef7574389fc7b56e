# Runs the program NUMBER of PROGRAM, which has to succeed, and to print what the file EXPECTED holds
# unless that is empty.
execute_process(COMMAND "${PROGRAM}" ${NUMBER} RESULT_VARIABLE result OUTPUT_VARIABLE printed
  ERROR_VARIABLE told)
file(READ "${EXPECTED}" expected)
string(REPLACE "\r" "" printed "${printed}")
string(REPLACE "\r" "" expected "${expected}")
if(result OR NOT (expected STREQUAL "" OR printed STREQUAL expected))
  message(FATAL_ERROR "${PROGRAM} ${NUMBER} (${result}) printed\n${printed}${told}instead of\n${expected}")
endif()
