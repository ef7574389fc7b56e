# The vcpkg port and the Conan recipe, as far as a machine without either can look: SOURCE, VERSION.
# The port is run with stand-ins for vcpkg's functions, the recipe is parsed.
cmake_minimum_required(VERSION 3.16...3.28)
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")
file(READ "${SOURCE}/cmake/vcpkg/eslio/vcpkg.json" manifest)
if(CMAKE_VERSION VERSION_LESS 3.19)  # reads no JSON
  expect("vcpkg.json" "${manifest}" "\"version\": \"${VERSION}\"")
else()
  string(JSON version GET "${manifest}" version)
  if(NOT version STREQUAL VERSION)
    message(FATAL_ERROR "vcpkg.json is of version ${version}, eslio of ${VERSION}")
  endif()
  foreach(key IN ITEMS name description license dependencies)
    string(JSON value GET "${manifest}" ${key})
  endforeach()
endif()

# What the port asks vcpkg for, in order; its files have to exist.
set(PORT eslio)
set(FEATURES core tools)
set(CURRENT_PACKAGES_DIR "${WORK}/packages")
set(called)
function(vcpkg_check_features)
  cmake_parse_arguments(PARSE_ARGV 0 a "" "OUT_FEATURE_OPTIONS" "FEATURES")
  list(GET a_FEATURES 1 option)
  file(STRINGS "${SOURCE}/CMakeLists.txt" known REGEX "^option\\(${option} ")
  if(NOT known)
    message(FATAL_ERROR "The port sets ${option}, which is no option")
  endif()
  set(${a_OUT_FEATURE_OPTIONS} "-D${option}=ON" PARENT_SCOPE)
endfunction()
function(vcpkg_cmake_configure)
  cmake_parse_arguments(PARSE_ARGV 0 a "" "SOURCE_PATH" "OPTIONS")
  if(NOT EXISTS "${a_SOURCE_PATH}/CMakeLists.txt")
    message(FATAL_ERROR "The port takes its source from ${a_SOURCE_PATH}")
  endif()
endfunction()
foreach(step IN ITEMS cmake_install cmake_config_fixup fixup_pkgconfig copy_tools)
  function(vcpkg_${step})
  endfunction()
endforeach()
function(vcpkg_install_copyright)
  cmake_parse_arguments(PARSE_ARGV 0 a "" "" "FILE_LIST")
  if(NOT EXISTS "${a_FILE_LIST}")
    message(FATAL_ERROR "There is no ${a_FILE_LIST}")
  endif()
endfunction()
include("${SOURCE}/cmake/vcpkg/eslio/portfile.cmake")
if(NOT EXISTS "${CURRENT_PACKAGES_DIR}/share/eslio/usage")
  message(FATAL_ERROR "The port installs no usage")
endif()

find_program(PYTHON NAMES python3 python)
if(NOT PYTHON)
  message(STATUS "The Conan recipe was not looked at: no python3")
  return()
endif()
run("${PYTHON}" -c "
import ast, glob, os, re, sys
root = sys.argv[1]
tree = ast.parse(open(root + '/cmake/conan/conanfile.py').read())
recipe = [n for n in tree.body if isinstance(n, ast.ClassDef)]
assert len(recipe) == 1, 'one recipe'
methods = {n.name: n for n in recipe[0].body if isinstance(n, ast.FunctionDef)}
missing = {'set_version', 'export_sources', 'requirements', 'package', 'package_info'} - set(methods)
assert not missing, missing
for node in ast.walk(methods['export_sources']):
    if isinstance(node, ast.Tuple):
        for pattern in node.elts:
            assert glob.glob(os.path.join(root, pattern.value)), pattern.value
" "${SOURCE}")
