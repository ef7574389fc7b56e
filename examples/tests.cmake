# For tests/examples_support: the names of the examples that are built here, one a line.
string(REPLACE ";" "\n" built "${names}")
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/built.txt" "${built}\n")

# Without arguments it would look for a FreeSWITCH on this machine.
add_test(NAME example_eslio_cli COMMAND example_eslio_cli --embedded -x status)

# A client of its own goes through the commands of its help, and another program is run against it.
add_test(NAME example_eslio_switch COMMAND example_eslio_switch --check)
add_test(NAME example_eslio_switch_serves_cli COMMAND example_eslio_switch -P 0
  --run "\"$<TARGET_FILE:example_eslio_cli>\" -H 127.0.0.1 -P {port} -p ClueCon -x status")
set_tests_properties(example_eslio_switch_serves_cli PROPERTIES LABELS examples TIMEOUT 60)

# A thousand calls are a test of tests/examples_support; a sanitizer makes them slow.
if(TARGET example_callcenter)
  add_test(NAME example_callcenter COMMAND example_callcenter -n 100)
endif()
