# The target `reference`: Doxygen's pages of all that users may include, below reference/html of the
# build folder. A public declaration without a text is an error.
find_program(ESLIO_DOXYGEN doxygen)
find_program(ESLIO_AWK NAMES mawk gawk awk)
mark_as_advanced(ESLIO_DOXYGEN ESLIO_AWK)
if(NOT ESLIO_DOXYGEN OR NOT ESLIO_AWK)
  add_custom_target(reference COMMAND "${CMAKE_COMMAND}" -E echo
      "The reference needs Doxygen and awk (Debian: apt-get install doxygen); configure again then."
    COMMAND "${CMAKE_COMMAND}" -E false VERBATIM)
  return()
endif()
configure_file("${PROJECT_SOURCE_DIR}/cmake/Doxyfile.in" "${PROJECT_BINARY_DIR}/Doxyfile" @ONLY)
add_custom_target(reference COMMENT "Making reference/html/index.html"
  COMMAND "${CMAKE_COMMAND}" -E make_directory "${PROJECT_BINARY_DIR}/reference"
  COMMAND "${ESLIO_DOXYGEN}" "${PROJECT_BINARY_DIR}/Doxyfile"
  VERBATIM)
