# Hosts outside the tree. Installs the build, moves it elsewhere (nothing may remember the first place), and has the README's
# programs built and run: KIND is installed (find_package in C++ and C, pkg-config), subdirectory (add_subdirectory), or shared
# (find_package on a shared C++ library, built here).
# Other variables: SOURCE, BUILD, WORK, GENERATOR, CXX, CC, NM, LAUNCHER, PYTHON, TYPE, WARNINGS.
cmake_minimum_required(VERSION 3.25)
set(here ${CMAKE_CURRENT_LIST_DIR})
set(programs ${WORK}/programs)
file(REMOVE_RECURSE ${WORK}/prefix ${WORK}/moved ${WORK}/first ${programs})

function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "${command}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# Runs a program and compares what it prints with what the README says.
function(expect_output program expected)
  run(${program})
  file(READ ${programs}/${expected} wanted)
  if(NOT output STREQUAL wanted)
    message(FATAL_ERROR "${program} printed\n${output}\nbut the README says\n${wanted}")
  endif()
  message(STATUS "${program}: as in the README")
endfunction()

# Configures and builds tests/consumer/<project> into WORK/<folder>.
function(build_host project folder)
  run(${CMAKE_COMMAND} -S ${here}/${project} -B ${WORK}/${folder} -G ${GENERATOR} -DCMAKE_C_COMPILER=${CC} -DCMAKE_CXX_COMPILER=${CXX}
      -DCMAKE_C_COMPILER_LAUNCHER=${LAUNCHER} -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER} -DPROGRAMS=${programs} ${ARGN})
  run(${CMAKE_COMMAND} --build ${WORK}/${folder})
endfunction()

# Installs the build in `build` and moves it; `library` is set to its library folder.
macro(install_and_move build)
  run(${CMAKE_COMMAND} --install ${build} --component development --prefix ${WORK}/first)
  file(RENAME ${WORK}/first ${WORK}/moved)
  file(GLOB_RECURSE package_files ${WORK}/moved/*.cmake ${WORK}/moved/*.pc)
  list(LENGTH package_files count)
  if(count LESS 5)
    message(FATAL_ERROR "package files are missing: ${package_files}")
  endif()
  foreach(file IN LISTS package_files)
    file(READ ${file} text)
    foreach(path IN ITEMS ${WORK} ${SOURCE} ${BUILD} /usr/)
      string(FIND "${text}" "${path}" position)
      if(NOT position EQUAL -1)
        message(FATAL_ERROR "${file} names ${path}, so the installed package cannot be moved")
      endif()
    endforeach()
    if(file MATCHES "/pkgconfig/")
      cmake_path(GET file PARENT_PATH pkgconfig)
      cmake_path(GET pkgconfig PARENT_PATH library)
    endif()
  endforeach()
endmacro()

run(${PYTHON} -B ${here}/readme.py ${SOURCE}/README.md ${programs})

if(KIND STREQUAL "installed")
  install_and_move(${BUILD})
  build_host(find_package find_package -DCMAKE_PREFIX_PATH=${WORK}/moved)
  expect_output(${WORK}/find_package/quickstart quickstart.cpp.txt)
  build_host(c c -DCMAKE_PREFIX_PATH=${WORK}/moved)
  expect_output(${WORK}/c/quickstart quickstart.c.txt)

  find_program(PKG_CONFIG NAMES pkg-config pkgconf REQUIRED)
  set(ENV{PKG_CONFIG_PATH} ${pkgconfig})
  run(${PKG_CONFIG} --cflags --libs mainstay)
  separate_arguments(flags UNIX_COMMAND "${output}")
  run(${CXX} -std=c++20 ${programs}/quickstart.cpp -o ${WORK}/by_pkg_config ${flags})
  expect_output(${WORK}/by_pkg_config quickstart.cpp.txt)
  run(${PKG_CONFIG} --cflags --libs mainstay-c)
  separate_arguments(flags UNIX_COMMAND "${output}")
  run(${CC} -std=c99 -pedantic -Werror ${programs}/quickstart.c -o ${WORK}/by_pkg_config_c ${flags} -Wl,-rpath,${library})
  expect_output(${WORK}/by_pkg_config_c quickstart.c.txt)
elseif(KIND STREQUAL "subdirectory")
  # Type and warnings as in the build, so that ccache has the objects already.
  build_host(add_subdirectory add_subdirectory -DSOURCE=${SOURCE} -DMAINSTAY_WARNINGS=${WARNINGS}
             -DCMAKE_BUILD_TYPE=${TYPE} -DEXPECTED_CMAKE_BUILD_TYPE=${TYPE})
  expect_output(${WORK}/add_subdirectory/quickstart quickstart.cpp.txt)
  expect_output(${WORK}/add_subdirectory/quickstart_c quickstart.c.txt)
elseif(KIND STREQUAL "shared")
  # Not optimised: what is proven is the package, and compiling everything once more takes half the time so.
  run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/build -G ${GENERATOR} -DBUILD_SHARED_LIBS=ON -DMAINSTAY_BUILD_TESTS=OFF
      -DMAINSTAY_BUILD_CSV=OFF -DCMAKE_BUILD_TYPE=None
      -DCMAKE_C_COMPILER=${CC} -DCMAKE_CXX_COMPILER=${CXX})
  run(${CMAKE_COMMAND} --build ${WORK}/build)
  install_and_move(${WORK}/build)
  build_host(find_package find_package -DCMAKE_PREFIX_PATH=${WORK}/moved)
  expect_output(${WORK}/find_package/quickstart quickstart.cpp.txt)
  run(${NM} -DC --defined-only ${library}/libmainstay.so)
  if(output MATCHES "[^\n]* (fmt|mainstay_eigen|Eigen|nlohmann|boost)::[^\n]*")
    message(FATAL_ERROR "libmainstay.so exports what was compiled in: ${CMAKE_MATCH_0}")
  endif()
endif()
