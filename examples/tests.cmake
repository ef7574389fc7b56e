# For tests/examples_support: the names of the examples that are built here, one a line.
string(REPLACE ";" "\n" built "${names}")
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/built.txt" "${built}\n")

# Without arguments it would look for a FreeSWITCH on this machine.
add_test(NAME example_eslio_cli COMMAND example_eslio_cli --embedded -x status)
