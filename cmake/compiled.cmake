# eslio::compiled: eslio with what is no template compiled once, for programs of many files. The
# headers are the same; who links it is compiled with ESLIO_SEPARATE_COMPILATION. And
# eslio::testing_compiled, which has the fake switch besides. Neither is built unless it is linked.
function(eslio_add_compiled name header)
  if(TARGET eslio_${name})
    return()
  endif()
  set(source "${CMAKE_CURRENT_BINARY_DIR}/eslio_${name}.cpp")
  file(GENERATE OUTPUT "${source}" CONTENT "#include <${header}>\n")
  add_library(eslio_${name} STATIC EXCLUDE_FROM_ALL "${source}")
  add_library(eslio::${name} ALIAS eslio_${name})
  # So that a shared library may link it.
  set_target_properties(eslio_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_compile_definitions(eslio_${name} PUBLIC ESLIO_SEPARATE_COMPILATION)
  target_link_libraries(eslio_${name} PUBLIC ${ARGN})
endfunction()

eslio_add_compiled(compiled eslio/src.hpp eslio::eslio)
eslio_add_compiled(testing_compiled eslio/testing/src.hpp eslio::compiled)
