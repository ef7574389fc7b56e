# Proves that run.cmake can fail: small sources below WORK, each with one thing wrong.
cmake_minimum_required(VERSION 3.16)
include("${CMAKE_CURRENT_LIST_DIR}/../catches.cmake")

function(check expected text)
  file(WRITE "${WORK}/source.cpp" "${text}")
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DSOURCE=${WORK}/source.cpp" "-DCOMPILER=${COMPILER}"
    -DSTANDARD=17 "-DINCLUDE=${WORK}" -P "${CMAKE_CURRENT_LIST_DIR}/run.cmake"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  expect_complaint("${expected}" "${result}" "${output}" source)
endfunction()

set(broken "static_assert(sizeof(int) == 0, \"no int\");")
check(good "${broken}  // error: no int\n")
check("no line expects" "int a;\n")
check("0 errors where 1" "int a;  // error: no int\n")
check("2 errors where 1" "${broken}  // error: no int\n${broken}\n")
check("line 1: 'no char' is not said" "${broken}  // error: no char\n")
check("line 1: 'no int' is not said" "int a;  // error: no int\n${broken}\n")
set(many)
foreach(number RANGE 1 30)
  string(APPEND many "int overloaded(char (*)[${number}]);\n")
endforeach()
check("lines are said, more than" "${many}int a = overloaded(1);  // error: no matching\n")
