# Checks the tree below ROOT: who may include whom, how long a file may be, what lies at the top.
#
#   floor 0  version error config      floor 4  protocol
#   floor 1  wire                      floor 5  connection, where Asio starts
#   floor 2  event events              floor 6  client outbound channel dispatcher
#   floor 3  command api json          floor 7  blocking esl_oop testing
#
# A header belongs to the floor of its name directly below include/eslio, or of its folder there.
# It may include its own floor and lower ones; as every header is checked, so is all it reaches.
#
# The fake switch has floors of its own, the folders of include/eslio/testing/fake_switch. In their
# order, a header may include those of its folder and of the ones before it:
#
#   text          splitting, expansion, patterns, arithmetic, dates: knows no switch
#   facts         tables: names, usages, causes, levels
#   wire          what goes over a socket: requests read, signals, packets written
#   (no folder)   what the author of a test scripts, the only ones in namespace eslio::testing:
#                 options, plans, expectations, applications
#   core          time, chance, events, what a switch keeps, registrations
#   call          one call: its states, variables, digits, executions
#   machine       all calls together: bridges, broadcasts, limits, scheduled tasks
#   conference    conferences
#   apis          the API commands
#   applications  the applications
#   socket        one connection: what it hears, its commands, its session, its call
#   runtime       a switch at work: all of these, its timer and its sockets
#
# What users are not to touch, the namespace eslio::detail, stands in a folder `detail`; a header that
# says something else too stands outside.
cmake_minimum_required(VERSION 3.16)

set(max_lines 400)
set(asio_floor 5)
set(floor_of_version 0)
set(floor_of_error 0)
set(floor_of_config 0)
set(floor_of_wire 1)
set(floor_of_event 2)
set(floor_of_events 2)
set(floor_of_json 3)
set(floor_of_api 3)
set(floor_of_command 3)
set(floor_of_protocol 4)
set(floor_of_connection 5)
set(floor_of_client 6)
set(floor_of_outbound 6)
set(floor_of_channel 6)
set(floor_of_dispatcher 6)
set(floor_of_blocking 7)
set(floor_of_esl_oop 7)
set(floor_of_testing 7)
set(umbrella_floor 6)
set(top_floor 7)  # <eslio/src.hpp> compiles the blocking faces as well
set(fake_folders
  text facts wire scripted core call machine conference apis applications socket runtime)
set(json_headers "^eslio/json(\\.|/)")
set(top_level include tests examples cmake CMakeLists.txt LICENSE README.md)

set(complaints)
macro(complain text)
  list(APPEND complaints "${text}")
endmacro()

# The floor of a header, by its path below include/; empty if it has none.
function(find_floor header result)
  set(floor)
  if(header STREQUAL "eslio.hpp")
    set(floor ${umbrella_floor})
  elseif(header STREQUAL "eslio/src.hpp")
    set(floor ${top_floor})
  elseif(header MATCHES "^eslio/impl/([a-z_]+)\\.ipp$")
    set(floor ${floor_of_${CMAKE_MATCH_1}})
  elseif(header MATCHES "^eslio/([a-z_]+)(/.+|\\.hpp)$")
    set(floor ${floor_of_${CMAKE_MATCH_1}})
  endif()
  set(${result} "${floor}" PARENT_SCOPE)
endfunction()

# Complains about one include: the variables header, floor and included are its arguments.
macro(check_include)
  if("${included}" MATCHES "^(asio|boost)[/.]" AND floor LESS asio_floor)
    complain("${header}: includes ${included}, but Asio starts at floor ${asio_floor}")
  elseif("${included}" MATCHES "^nlohmann/" AND NOT header MATCHES "${json_headers}")
    complain("${header}: includes ${included}, which only eslio/json.hpp and eslio/json/ may")
  elseif("${included}" MATCHES "^catch2/")
    complain("${header}: includes ${included}, which is for tests")
  elseif("${included}" MATCHES "^eslio[/.]")
    find_floor("${included}" included_floor)
    if(NOT EXISTS "${ROOT}/include/${included}")
      complain("${header}: includes ${included}, which does not exist")
    elseif(included_floor STREQUAL "" OR included STREQUAL "eslio.hpp")
      complain("${header}: includes ${included}, which belongs to no floor")
    elseif(included_floor GREATER floor)
      complain("${header} of floor ${floor} includes ${included} of floor ${included_floor}")
    elseif(included MATCHES "${json_headers}" AND NOT header MATCHES "${json_headers}")
      complain("${header}: includes ${included}, which its users would pay for")
    endif()
  endif()
endmacro()

# The place of a header in the order of the fake switch's folders: empty if it is not the fake
# switch's, -1 if its folder has no place. The bodies of the fake switch's own files are theirs.
function(find_fake_place header result)
  set(place)
  if(header MATCHES "^eslio/testing/fake_switch/(.+)$")
    set(rest "${CMAKE_MATCH_1}")
    set(folder scripted)
    if(rest MATCHES "^([a-z_]+)/(impl/)?[a-z_0-9]+\\.[hi]pp$" AND NOT CMAKE_MATCH_1 STREQUAL "impl")
      set(folder "${CMAKE_MATCH_1}")
    elseif(NOT rest MATCHES "^(impl/)?[a-z_0-9]+\\.[hi]pp$")
      set(folder "none")
    endif()
    list(FIND fake_folders "${folder}" place)
  endif()
  set(${result} "${place}" PARENT_SCOPE)
endfunction()

# Complains about an include of a header of the fake switch, or of one of the fake switch's: the
# variables header and included are its arguments.
macro(check_fake_include)
  find_fake_place("${header}" place)
  find_fake_place("${included}" included_place)
  if(place GREATER -1 AND included_place GREATER place)
    list(GET fake_folders ${place} folder_name)
    list(GET fake_folders ${included_place} included_name)
    complain(
      "${header} of the fake switch's ${folder_name} includes ${included} of its ${included_name}")
  endif()
endmacro()

# 1. Floors.
file(GLOB_RECURSE headers RELATIVE "${ROOT}/include" "${ROOT}/include/*")
foreach(header IN LISTS headers)
  find_floor("${header}" floor)
  if(floor STREQUAL "")
    complain("include/${header}: belongs to no floor; tests/layering.cmake names them")
    continue()
  endif()
  get_filename_component(folder "${header}" DIRECTORY)
  file(STRINGS "${ROOT}/include/${header}" lines REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"]")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"]*)[>\"].*$" "\\1" included "${line}")
    if(line MATCHES "include[ \t]*\"" AND NOT included MATCHES "^eslio[/.]")
      get_filename_component(included "/${folder}/${included}" ABSOLUTE BASE_DIR "/")
      string(REGEX REPLACE "^/" "" included "${included}")
    endif()
    check_include()
    check_fake_include()
  endforeach()
endforeach()

# 2. Doors.
foreach(header IN LISTS headers)
  if(header MATCHES "^eslio/([a-z]+/)+[a-z_0-9]+\\.hpp$" AND NOT header MATCHES "^eslio/testing/")
    file(STRINGS "${ROOT}/include/${header}" inside REGEX "^namespace eslio::detail {")
    file(STRINGS "${ROOT}/include/${header}" outside REGEX "^namespace eslio(::(api|app|cmd|dial|events|outbound|protocol|wire))? {")
    if(header MATCHES "/detail/" AND outside)
      complain("include/${header}: in detail/, but not in namespace eslio::detail alone")
    elseif(NOT header MATCHES "/detail/" AND inside AND NOT outside)
      complain("include/${header}: in namespace eslio::detail alone, but not in detail/")
    endif()
  endif()
endforeach()

foreach(header IN LISTS headers)
  find_fake_place("${header}" place)
  if(place STREQUAL "")
    continue()
  elseif(place EQUAL -1)
    complain("include/${header}: in no folder of the fake switch that tests/layering.cmake names")
  elseif(header MATCHES "\\.hpp$")
    list(GET fake_folders ${place} folder_name)
    file(STRINGS "${ROOT}/include/${header}" outside REGEX "^namespace eslio::testing {")
    if(folder_name STREQUAL "scripted" AND NOT outside)
      complain("include/${header}: says nothing to the author of a test, but is in no folder")
    elseif(NOT folder_name STREQUAL "scripted" AND outside)
      complain("include/${header}: in namespace eslio::testing, but in a folder of the fake switch")
    endif()
  endif()
endforeach()

# 3. Lengths.
file(GLOB_RECURSE files RELATIVE "${ROOT}"
  "${ROOT}/include/*" "${ROOT}/tests/*" "${ROOT}/examples/*" "${ROOT}/cmake/*" "${ROOT}/.ci/*")
list(FILTER files INCLUDE REGEX "\\.(hpp|ipp|cpp|cmake|in|txt|sh)$|(^|/)run$|^\\.ci/")
list(FILTER files EXCLUDE REGEX "^tests/captures/|(^|/)corpus/")
foreach(file IN LISTS files ITEMS CMakeLists.txt)
  if(EXISTS "${ROOT}/${file}")
    file(READ "${ROOT}/${file}" text)
    string(REGEX MATCHALL "\n" breaks "${text}")
    list(LENGTH breaks count)
    if(count GREATER max_lines)
      complain("${file}: ${count} lines, more than ${max_lines}")
    endif()
  endif()
endforeach()

# 4. The top level. build is where things are built; git does not see it.
file(GLOB entries RELATIVE "${ROOT}" "${ROOT}/*")
foreach(entry IN LISTS entries)
  if(NOT entry IN_LIST top_level AND NOT entry MATCHES "^(\\.|build$|build-)")
    complain("${entry}: does not belong at the top level")
  endif()
endforeach()

list(LENGTH headers header_count)
list(LENGTH files file_count)
if(header_count EQUAL 0)
  complain("include: there is no header")
endif()
if(complaints)
  string(REPLACE ";" "\n  " complaints "${complaints}")
  message(FATAL_ERROR "The tree breaks its rules:\n  ${complaints}\n")
endif()
message(STATUS "${header_count} headers keep to their floors; ${file_count} files measured")
