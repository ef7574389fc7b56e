# Finds what eslio needs; with ESLIO_FETCH_DEPENDENCIES=ON, downloads what is missing.
set(ESLIO_ASIO_VERSION 1.22.1)  # what Debian 12 ships
set(ESLIO_JSON_VERSION 3.10)

# Imported targets are seen by one directory only: shows them to the project that adds eslio, too.
function(eslio_make_global)
  foreach(target IN LISTS ARGN)
    if(TARGET ${target})
      get_target_property(imported ${target} IMPORTED)
      get_target_property(alias ${target} ALIASED_TARGET)
      if(imported AND NOT alias)
        set_target_properties(${target} PROPERTIES IMPORTED_GLOBAL TRUE)
      endif()
    endif()
  endforeach()
endfunction()

# Targets that are there before us belong to somebody else and stay as they are.
set(eslio_new_targets)
foreach(target IN ITEMS asio::asio nlohmann_json::nlohmann_json Threads::Threads)
  if(NOT TARGET ${target})
    list(APPEND eslio_new_targets ${target})
  endif()
endforeach()

if(ESLIO_FETCH_DEPENDENCIES)
  include(FetchContent)
endif()

# Ends the configuration, with the ways out. ARGN: what was found instead, if anything.
function(eslio_missing what package variable)
  string(REPLACE ";" " " found "${ARGN}")
  message(FATAL_ERROR "eslio needs ${what}, which was not found${found}. Install it (Debian: apt-get "
    "install ${package}), or say where it is (-D${variable}=DIR), or let CMake download it "
    "(-DESLIO_FETCH_DEPENDENCIES=ON).")
endfunction()

if(NOT TARGET nlohmann_json::nlohmann_json)
  find_package(nlohmann_json ${ESLIO_JSON_VERSION} QUIET)
endif()
if(NOT TARGET nlohmann_json::nlohmann_json AND NOT ESLIO_FETCH_DEPENDENCIES)
  eslio_missing("nlohmann/json ${ESLIO_JSON_VERSION} or newer" nlohmann-json3-dev nlohmann_json_ROOT)
endif()
if(NOT TARGET nlohmann_json::nlohmann_json AND ESLIO_FETCH_DEPENDENCIES)
  set(JSON_Install ${ESLIO_INSTALL} CACHE BOOL "")
  set(JSON_BuildTests OFF CACHE BOOL "")
  FetchContent_Declare(nlohmann_json
    URL https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
    URL_HASH SHA256=d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d)
  FetchContent_MakeAvailable(nlohmann_json)
endif()

find_package(Asio ${ESLIO_ASIO_VERSION} QUIET)
if(NOT Asio_FOUND AND NOT ESLIO_FETCH_DEPENDENCIES)
  set(instead)
  if(Asio_VERSION)
    set(instead " (only ${Asio_VERSION}, in ${Asio_INCLUDE_DIR})")
  endif()
  eslio_missing("standalone Asio ${ESLIO_ASIO_VERSION} or newer" libasio-dev Asio_ROOT "${instead}")
elseif(NOT Asio_FOUND)
  FetchContent_Declare(asio
    GIT_REPOSITORY https://github.com/chriskohlhoff/asio.git
    GIT_TAG asio-1-36-0
    GIT_SHALLOW ON)
  FetchContent_MakeAvailable(asio)  # it has no CMakeLists.txt: this only downloads
  unset(Asio_INCLUDE_DIR CACHE)
  set(Asio_ROOT "${asio_SOURCE_DIR}")
  find_package(Asio ${ESLIO_ASIO_VERSION} REQUIRED)
endif()

eslio_make_global(${eslio_new_targets})

# Catch2, v2 or v3, for the tests only.
function(eslio_find_catch2)
  find_package(Catch2 QUIET)
  if(NOT Catch2_FOUND AND ESLIO_FETCH_DEPENDENCIES)
    FetchContent_Declare(Catch2
      GIT_REPOSITORY https://github.com/catchorg/Catch2.git
      GIT_TAG v3.7.1
      GIT_SHALLOW ON)
    FetchContent_MakeAvailable(Catch2)
  elseif(NOT Catch2_FOUND)
    message(FATAL_ERROR "The tests need Catch2 (Debian: apt-get install catch2); or let CMake download "
                        "it (-DESLIO_FETCH_DEPENDENCIES=ON), or leave them out (-DESLIO_BUILD_TESTS=OFF)")
  endif()
  eslio_make_global(Catch2::Catch2)
  message(STATUS "eslio ${PROJECT_VERSION}: Asio ${Asio_VERSION}, Catch2 ${Catch2_VERSION}")
endfunction()
