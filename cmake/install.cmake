# Installs the headers, and what find_package(eslio) and pkg-config read (component dev); with
# ESLIO_INSTALL_TOOLS eslio_cli and eslio_switch (component tools).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Nothing in it depends on the machine, so it belongs below share/.
set(eslio_package_dir "${CMAKE_INSTALL_DATADIR}/cmake/eslio")

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/eslioConfig.cmake.in" "${PROJECT_BINARY_DIR}/eslioConfig.cmake"
  INSTALL_DESTINATION "${eslio_package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/eslioConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)

install(TARGETS eslio EXPORT eslioTargets INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT eslioTargets NAMESPACE eslio:: DESTINATION "${eslio_package_dir}" COMPONENT dev)
install(FILES
  "${PROJECT_BINARY_DIR}/eslioConfig.cmake"
  "${PROJECT_BINARY_DIR}/eslioConfigVersion.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/FindAsio.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/compiled.cmake"
  DESTINATION "${eslio_package_dir}" COMPONENT dev)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  COMPONENT dev FILES_MATCHING PATTERN "*.hpp" PATTERN "*.ipp")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATADIR}/licenses/eslio"
  COMPONENT dev)

# From its own place, so that an installed tree can be moved.
set(eslio_pc_dir "${CMAKE_INSTALL_DATADIR}/pkgconfig")
file(RELATIVE_PATH eslio_pc_prefix "/prefix/${eslio_pc_dir}" "/prefix")
configure_file("${PROJECT_SOURCE_DIR}/cmake/eslio.pc.in" "${PROJECT_BINARY_DIR}/eslio.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/eslio.pc" DESTINATION "${eslio_pc_dir}" COMPONENT dev)

if(ESLIO_INSTALL_TOOLS)
  install(TARGETS example_eslio_cli example_eslio_switch
    RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tools)
endif()
if(eslio_top_level)
  include(package)
endif()
