# Finds standalone Asio, which brings no CMake package of its own, and defines asio::asio.
#
# Taken, in this order: a target asio::asio that exists; the folder named by Asio_ROOT; a config
# package, as package managers write one; asio.hpp on the usual paths. Asio's source tree does as
# well as an installed one. Sets Asio_FOUND, Asio_VERSION and Asio_INCLUDE_DIR.
include(FindPackageHandleStandardArgs)

# Reads the version, 102201 for 1.22.1, from the header below `dir`.
function(_asio_read_version dir result)
  set(version)
  if(EXISTS "${dir}/asio/version.hpp")
    file(STRINGS "${dir}/asio/version.hpp" line REGEX "^#define ASIO_VERSION +[0-9]+")
    if(line MATCHES "ASIO_VERSION +([0-9]+)")
      set(number ${CMAKE_MATCH_1})
      math(EXPR major "${number} / 100000")
      math(EXPR minor "${number} / 100 % 1000")
      math(EXPR patch "${number} % 100")
      set(version "${major}.${minor}.${patch}")
    endif()
  endif()
  set(${result} "${version}" PARENT_SCOPE)
endfunction()

if(NOT TARGET asio::asio AND NOT Asio_INCLUDE_DIR AND NOT Asio_ROOT AND NOT DEFINED ENV{Asio_ROOT})
  find_package(asio CONFIG QUIET)
endif()

if(TARGET asio::asio)
  get_target_property(_asio_dirs asio::asio INTERFACE_INCLUDE_DIRECTORIES)
  foreach(_asio_dir IN LISTS _asio_dirs)
    string(REGEX REPLACE "^\\$<BUILD_INTERFACE:(.*)>$" "\\1" _asio_dir "${_asio_dir}")
    if(NOT Asio_VERSION)
      _asio_read_version("${_asio_dir}" Asio_VERSION)
      set(Asio_INCLUDE_DIR "${_asio_dir}")
    endif()
  endforeach()
  if(NOT Asio_VERSION)
    set(Asio_VERSION "${Asio_FIND_VERSION}")  # someone else's target: taken at its word
  endif()
  set(_asio_found TRUE)
  find_package_handle_standard_args(Asio REQUIRED_VARS _asio_found VERSION_VAR Asio_VERSION)
  return()
endif()

find_path(Asio_INCLUDE_DIR asio.hpp PATH_SUFFIXES include asio/include)
mark_as_advanced(Asio_INCLUDE_DIR)
if(Asio_INCLUDE_DIR)
  _asio_read_version("${Asio_INCLUDE_DIR}" Asio_VERSION)
endif()
find_package(Threads QUIET)
find_package_handle_standard_args(Asio
  REQUIRED_VARS Asio_INCLUDE_DIR Threads_FOUND VERSION_VAR Asio_VERSION)

if(Asio_FOUND)
  add_library(asio::asio INTERFACE IMPORTED)
  set_target_properties(asio::asio PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${Asio_INCLUDE_DIR}"
    INTERFACE_COMPILE_DEFINITIONS ASIO_STANDALONE
    INTERFACE_LINK_LIBRARIES Threads::Threads)
  if(WIN32)
    set_property(TARGET asio::asio APPEND PROPERTY
      INTERFACE_COMPILE_DEFINITIONS _WIN32_WINNT=0x0601)
    set_property(TARGET asio::asio APPEND PROPERTY
      INTERFACE_LINK_LIBRARIES ws2_32 mswsock)
  endif()
endif()
