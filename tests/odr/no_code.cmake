# Fails if OBJECT, of a source that uses nothing of eslio, defines functions of it. NM lists them.
execute_process(COMMAND "${NM}" -C --defined-only "${OBJECT}"
  OUTPUT_VARIABLE symbols RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${NM} failed on ${OBJECT}")
endif()
string(REGEX MATCHALL "[^\n]* [TWV] eslio::[^\n]*" found "${symbols}")
if(found)
  list(LENGTH found count)
  list(SUBLIST found 0 10 found)
  list(JOIN found "\n  " found)
  message(FATAL_ERROR "${count} symbols are defined though nothing is used:\n  ${found}")
endif()
