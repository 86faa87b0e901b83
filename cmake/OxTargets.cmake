# Helpers that every component uses, so that warnings, sanitizers and LLVM are set in one place.

add_library(ox_options INTERFACE)
target_compile_options(ox_options INTERFACE -Wall -Wextra -Werror -Wno-unused-parameter -fno-strict-aliasing)
target_include_directories(ox_options INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
if(OX_SANITIZE)
  target_compile_options(ox_options INTERFACE -fsanitize=${OX_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all)
  target_link_options(ox_options INTERFACE -fsanitize=${OX_SANITIZE})
endif()
find_package(Threads REQUIRED)

# LLVM, clang and LLD 22, as shared libraries where Debian has them (linking the archives takes minutes on 2 cores).
# Headers are SYSTEM so that -Werror is about our code.  LLVM is built without RTTI, and so are its users.
function(ox_use_llvm target)
  if(NOT TARGET LLVM)
    find_package(LLVM 22.1 REQUIRED CONFIG GLOBAL PATHS /usr/lib/llvm-22/lib/cmake/llvm)
    set(OX_LLVM_INCLUDE_DIRS ${LLVM_INCLUDE_DIRS} CACHE INTERNAL "LLVM's headers")
    set(OX_LLVM_BIN_DIR ${LLVM_TOOLS_BINARY_DIR} CACHE INTERNAL "LLVM's tools")
  endif()
  target_include_directories(${target} SYSTEM PUBLIC ${OX_LLVM_INCLUDE_DIRS})
  target_compile_options(${target} PRIVATE -fno-rtti)
  target_link_libraries(${target} PUBLIC LLVM)
endfunction()

function(ox_use_clang target)
  ox_use_llvm(${target})
  find_library(OX_CLANG_CPP NAMES libclang-cpp.so.22.1 libclang-cpp.so PATHS /usr/lib/llvm-22/lib NO_DEFAULT_PATH REQUIRED)
  target_link_libraries(${target} PUBLIC ${OX_CLANG_CPP})
endfunction()

function(ox_use_lld target)
  ox_use_llvm(${target})
  target_link_libraries(${target} PUBLIC /usr/lib/llvm-22/lib/liblldELF.a /usr/lib/llvm-22/lib/liblldCommon.a LLVM z zstd)
endfunction()

# ox_add_unit_test(NAME sources... LIBS libs...): a GoogleTest binary, registered as one ctest.
function(ox_add_unit_test name)
  cmake_parse_arguments(arg "" "" "LIBS" ${ARGN})
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE ox_options ${arg_LIBS} gtest gtest_main Threads::Threads)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/test)
  add_test(NAME ${name} COMMAND ${name})
endfunction()
