# Installs the headers and the package that find_package(eslio) reads.
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
install(EXPORT eslioTargets NAMESPACE eslio:: DESTINATION "${eslio_package_dir}")
install(FILES
  "${PROJECT_BINARY_DIR}/eslioConfig.cmake"
  "${PROJECT_BINARY_DIR}/eslioConfigVersion.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/FindAsio.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/compiled.cmake"
  DESTINATION "${eslio_package_dir}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.hpp" PATTERN "*.ipp")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATADIR}/licenses/eslio")
