# Fails the build unless BITCODE defines exactly the functions of TABLE (functions.def) and needs nothing but LLVM's own
# intrinsics, which llvm-nm does not list as symbols.
execute_process(COMMAND ${NM} --undefined-only --format=just-symbols ${BITCODE} OUTPUT_VARIABLE undefined
                COMMAND_ERROR_IS_FATAL ANY)
string(STRIP "${undefined}" undefined)
if(undefined)
  message(FATAL_ERROR "libdevice refers to symbols that it does not define:\n${undefined}")
endif()
execute_process(COMMAND ${NM} --defined-only --extern-only --format=just-symbols ${BITCODE} OUTPUT_VARIABLE defined
                COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "__nv_[a-z0-9_]+" defined "${defined}")
file(STRINGS ${TABLE} rows REGEX "^OX_LIBDEVICE\\(")
set(missing)
foreach(row IN LISTS rows)
  string(REGEX REPLACE "^OX_LIBDEVICE\\(([a-z0-9_]+),.*" "__nv_\\1" name "${row}")
  list(FIND defined ${name} position)
  if(position EQUAL -1)
    list(APPEND missing ${name})
  else()
    list(REMOVE_AT defined ${position})
  endif()
endforeach()
if(missing OR defined)
  message(FATAL_ERROR "libdevice and functions.def differ.\nrows without a function: ${missing}\n"
                      "functions without a row: ${defined}")
endif()
