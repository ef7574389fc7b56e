# Debian packages, by `cpack -G DEB` in the build folder: libeslio-dev (headers, CMake package,
# eslio.pc, the single header), and with ESLIO_INSTALL_TOOLS eslio-tools (eslio_cli, eslio_switch).
set(ESLIO_PACKAGE_CONTACT "eslio maintainers <maintainers@eslio.invalid>" CACHE STRING
    "The maintainer that the packages name")

# Of the packages alone, not of `cmake --install`: Debian wants the licence there.
set(eslio_components dev)
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION share/doc/libeslio-dev RENAME copyright
  COMPONENT dev EXCLUDE_FROM_ALL)
if(ESLIO_INSTALL_TOOLS)
  list(APPEND eslio_components tools)
  install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION share/doc/eslio-tools RENAME copyright
    COMPONENT tools EXCLUDE_FROM_ALL)
endif()
install(CODE "
  execute_process(COMMAND \"\${CMAKE_COMMAND}\" \"-DROOT=${PROJECT_SOURCE_DIR}\"
    \"-DOUT=\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/share/eslio/single_include\"
    -P \"${PROJECT_SOURCE_DIR}/cmake/single_include.cmake\" RESULT_VARIABLE result)
  if(result)
    message(FATAL_ERROR \"The single header could not be made\")
  endif()" COMPONENT dev EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME eslio)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "${ESLIO_PACKAGE_CONTACT}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "eslio, a client of FreeSWITCH's Event Socket")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL ${eslio_components})
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libeslio-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
    "libasio-dev (>= 1:${ESLIO_ASIO_VERSION}), nlohmann-json3-dev (>= ${ESLIO_JSON_VERSION})")
set(CPACK_COMPONENT_DEV_DESCRIPTION "The headers, for CMake, pkg-config and as a single header")

set(CPACK_DEBIAN_TOOLS_PACKAGE_NAME eslio-tools)
set(CPACK_DEBIAN_TOOLS_PACKAGE_SECTION comm)
find_program(ESLIO_SHLIBDEPS dpkg-shlibdeps)
find_program(ESLIO_FILE file)  # CPack asks it for what is a program
mark_as_advanced(ESLIO_SHLIBDEPS ESLIO_FILE)
if(ESLIO_SHLIBDEPS AND ESLIO_FILE)
  set(CPACK_DEBIAN_TOOLS_PACKAGE_SHLIBDEPS ON)
else()
  set(CPACK_DEBIAN_TOOLS_PACKAGE_DEPENDS "libc6, libstdc++6, libgcc-s1")
  if(ESLIO_CLI_LIBEDIT AND ESLIO_LIBEDIT AND ESLIO_LIBEDIT_INCLUDE)
    string(APPEND CPACK_DEBIAN_TOOLS_PACKAGE_DEPENDS ", libedit2")
  endif()
endif()
set(CPACK_COMPONENT_TOOLS_DESCRIPTION
    "eslio_cli, a console and a tool for scripts; eslio_switch, a fake switch to test clients with")
include(CPack)
